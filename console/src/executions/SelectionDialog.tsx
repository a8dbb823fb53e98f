import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FoundExecution, keys } from '../api/queries.ts';
import { StatusTag } from '../status/StatusTag.tsx';
import { statusOf } from '../status/vocabulary.ts';
import { number } from '../time/format.ts';
import { offeredFor } from './batchOf.ts';
import { doTo, each, fits } from './doEach.ts';
import { idOf } from './merge.ts';
import { type Outcome, Outcomes } from './Outcomes.tsx';
import { inputFault, TermFields, wantedFirst } from './TermFields.tsx';

/** Does something to the executions that were chosen, and keeps in sight what could not be done. */
export function SelectionDialog({ chosen, onClose }: { chosen: readonly FoundExecution[]; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const [wanted, setWanted] = useState(() => wantedFirst(offeredFor(chosen[0]?.status)));
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const { action } = wanted;
  const meant = chosen.filter((execution) => fits(action, execution));
  const run = useMutation({
    mutationFn: () =>
      each(
        meant,
        (execution) => doTo(execution, action, wanted),
        (execution, problem) => setOutcomes((before) => [...before, { execution, problem }]),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: keys.allNewest() }),
  });
  const hasBegun = !run.isIdle;
  return (
    <Modal
      open
      title={t('list.chosen', { count: chosen.length, number: number(chosen.length, i18n.language) })}
      onCancel={onClose}
      onOk={() => (run.isSuccess ? onClose() : run.mutate())}
      okText={
        run.isSuccess ? t('steps.close') : t(`batch.run.${action}`, { number: number(meant.length, i18n.language) })
      }
      okButtonProps={{
        danger: !run.isSuccess && (action === 'stop' || action === 'delete'),
        disabled: meant.length === 0 || inputFault(wanted) !== undefined,
        loading: run.isPending,
      }}
    >
      {hasBegun ? (
        <Outcomes outcomes={outcomes} of={meant.length} />
      ) : (
        <div className="form">
          <TermFields wanted={wanted} onChange={setWanted} />
          {meant.length === 0 ? (
            <p>{t('batch.noneFits')}</p>
          ) : (
            <ul className="execution-rows previewed">
              {meant.map((execution) => (
                <li key={idOf(execution)}>
                  <StatusTag word={statusOf(execution)} />
                  <span data-raw>{idOf(execution)}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </Modal>
  );
}
