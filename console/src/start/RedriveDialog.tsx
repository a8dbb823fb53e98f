import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Modal, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { type ExecutionRef, keys, type Redriven, redriveQuery } from '../api/queries.ts';
import { Answered } from '../panel/Panel.tsx';
import { ProblemText } from '../panel/ProblemText.tsx';

const definitions = ['started', 'latest'] as const;

/** What would run again and what does not fit is shown before anything is done. */
export function RedriveDialog({ of: ref, onClose }: { of: ExecutionRef; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [definition, setDefinition] = useState<(typeof definitions)[number]>('started');
  const dry = useQuery(redriveQuery(ref, definition));
  const redrive = useMutation({
    mutationFn: () => call('POST', '/executions/{flow}/{name}/redrive', { path: { ...ref }, body: { definition } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.execution(ref) });
      onClose();
    },
  });
  const count = dry.data?.steps.length ?? 0;
  return (
    <Modal
      open
      title={t('redrive.title', { name: ref.name })}
      onCancel={onClose}
      onOk={() => redrive.mutate()}
      okText={t('redrive.run', { count })}
      okButtonProps={{
        disabled: dry.error !== null || dry.data === undefined || dry.data.misfits.length > 0,
        loading: redrive.isPending,
      }}
    >
      <div className="form">
        <Segmented
          aria-label={t('redrive.definition')}
          value={definition}
          onChange={setDefinition}
          options={definitions.map((value) => ({ value, label: t(`redrive.${value}`) }))}
        />
        <Answered asked={dry} rows={2}>
          {(data) => <Preview redriven={data} />}
        </Answered>
        {redrive.error === null ? null : <ProblemText problem={redrive.error} />}
      </div>
    </Modal>
  );
}

function Preview({ redriven: { steps, kept, misfits } }: { redriven: Redriven }) {
  const { t } = useTranslation();
  return (
    <>
      {misfits.length === 0 ? null : (
        <>
          <p className="fault">{t('redrive.misfits')}</p>
          <ul className="previewed">
            {misfits.map((misfit) => (
              <li key={`${misfit.path}/${misfit.problem}`} data-raw lang="en">
                <code>{misfit.path}</code> {misfit.problem}
              </li>
            ))}
          </ul>
        </>
      )}
      <ul className="previewed" aria-label={t('redrive.steps')}>
        {steps.map((step) => (
          <li key={`${step.path}/${step.action}`}>
            <code data-raw>{step.path}</code> {t(`redrive.action.${step.action}`)}
            {step.itemsKept + step.itemsLeft === 0
              ? null
              : ` · ${t('redrive.items', { kept: step.itemsKept, left: step.itemsLeft })}`}
            {step.warning === undefined ? null : (
              <div className="soft" data-raw lang="en">
                {step.warning}
              </div>
            )}
          </li>
        ))}
      </ul>
      {kept === 0 ? null : <p className="soft">{t('redrive.kept', { count: kept })}</p>}
    </>
  );
}
