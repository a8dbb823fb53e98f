import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../actions/ActionButton.tsx';
import { useRefusal } from '../actions/useRefusal.ts';
import { type Batch, batchKeys, isBatchOver } from '../api/batches.ts';
import { call } from '../api/call.ts';
import { askedFor, fromObject } from '../api/filter.ts';
import { ProblemText } from '../panel/ProblemText.tsx';

export function CancelBatch({ batch }: { batch: Batch }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const refusal = useRefusal(askedFor(fromObject(batch.filter), 'flow') ?? '');
  const cancel = useMutation({
    mutationFn: () => call('POST', '/batches/{batch}/cancel', { path: { batch: batch.id } }),
    onSuccess: () => {
      setOpen(false);
      void client.invalidateQueries({ queryKey: batchKeys.one(batch.id) });
    },
  });
  return (
    <>
      <ActionButton
        size="small"
        danger
        word={t('batch.cancel')}
        disabledBecause={
          isBatchOver(batch)
            ? t('batch.isOver')
            : batch.state === 'Stopping'
              ? t('batch.state.Stopping')
              : refusal('sluice:CancelBatch')
        }
        onRun={() => setOpen(true)}
      />
      {isOpen ? (
        <Modal
          open
          title={t('batch.cancelTitle')}
          onCancel={() => setOpen(false)}
          onOk={() => cancel.mutate()}
          okText={t('batch.cancel')}
          okButtonProps={{ danger: true, loading: cancel.isPending, disabled: isBatchOver(batch) }}
        >
          <p>{isBatchOver(batch) ? t('batch.isOver') : t('batch.cancelText')}</p>
          {cancel.error === null ? null : <ProblemText problem={cancel.error} />}
        </Modal>
      ) : null}
    </>
  );
}
