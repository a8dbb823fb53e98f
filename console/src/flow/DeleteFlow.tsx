import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { call } from '../api/call.ts';
import { keys } from '../api/queries.ts';
import { ProblemText } from '../panel/ProblemText.tsx';

/** Asks for the name: there is no way back. */
export function DeleteFlow({ flow, onClose }: { flow: string; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const remove = useMutation({
    mutationFn: () => call('DELETE', '/flows/{flow}', { path: { flow } }),
    onSuccess: async () => {
      await client.cancelQueries({ queryKey: keys.flow(flow) });
      void client.invalidateQueries({ queryKey: keys.flows() });
      await navigate('/flows');
    },
  });
  const { isSuccess } = remove;
  // What is known of the flow is forgotten with the page, and not before: the page would ask for it again.
  useEffect(
    () => (isSuccess ? () => client.removeQueries({ queryKey: keys.flow(flow) }) : undefined),
    [isSuccess, client, flow],
  );
  return (
    <Modal
      open
      title={t('flow.deleteTitle', { flow })}
      onCancel={onClose}
      onOk={() => remove.mutate()}
      okText={t('flow.delete')}
      okButtonProps={{ danger: true, disabled: typed !== flow, loading: remove.isPending }}
    >
      <div className="form">
        <p>{t('flow.deleteText')}</p>
        <label>
          {t('flow.typeName', { flow })}
          <Input value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />
        </label>
        {remove.error === null ? null : <ProblemText problem={remove.error} />}
      </div>
    </Modal>
  );
}
