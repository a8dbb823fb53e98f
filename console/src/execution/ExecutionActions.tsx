import { useMutation } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../actions/ActionButton.tsx';
import { CopyAs } from '../actions/CopyAs.tsx';
import { useRefusal } from '../actions/useRefusal.ts';
import { call } from '../api/call.ts';
import type { Execution } from '../api/queries.ts';
import type { HistoryEvent } from '../live/history.ts';
import { ProblemText } from '../panel/ProblemText.tsx';
import { RedriveDialog } from '../start/RedriveDialog.tsx';
import { StartDialog } from '../start/StartDialog.tsx';
import { hasEnded } from '../status/vocabulary.ts';
import { AsTestDialog } from './AsTestDialog.tsx';
import { testOf } from './asTest.ts';
import { memberText } from './payload.ts';
import type { Visit } from './visits.ts';

interface Shown {
  readonly execution: Execution;
  readonly status: string;
  readonly visits: readonly Visit[];
  readonly events: readonly HistoryEvent[];
  readonly isPaused: boolean;
  readonly onPause: () => void;
}

export function ExecutionActions({ execution, status, visits, events, isPaused, onPause }: Shown) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<'stop' | 'redrive' | 'again' | 'test'>();
  const refusal = useRefusal(execution.flow);
  const close = () => setDialog(undefined);
  const { flow, name } = execution;
  const isOver = hasEnded(status);
  const isRedriven = events.some((event) => event.Type === 'ExecutionRedriven');
  return (
    <>
      <CopyAs path={`/executions/${encodeURIComponent(flow)}/${encodeURIComponent(name)}`} />
      <ActionButton
        size="small"
        word={t('asTest.word')}
        disabledBecause={isOver ? (isRedriven ? t('asTest.redriven') : undefined) : t('asTest.notOver')}
        onRun={() => setDialog('test')}
      />
      {isOver ? null : (
        <Button size="small" data-key="l" aria-keyshortcuts="l" onClick={onPause}>
          {t(isPaused ? 'execution.resume' : 'execution.pause')}
        </Button>
      )}
      <ActionButton
        size="small"
        danger
        word={t('execution.stop')}
        disabledBecause={isOver ? t('execution.isOver') : refusal('sluice:StopExecution')}
        onRun={() => setDialog('stop')}
      />
      <ActionButton
        size="small"
        word={t('redrive.word')}
        disabledBecause={
          !isOver
            ? t('redrive.notOver')
            : status === 'Succeeded'
              ? t('redrive.hasSucceeded')
              : refusal('sluice:RedriveExecution')
        }
        onRun={() => setDialog('redrive')}
      />
      <ActionButton
        size="small"
        word={t('execution.again')}
        disabledBecause={refusal('sluice:RerunExecution')}
        onRun={() => setDialog('again')}
      />
      {dialog === 'stop' ? <StopDialog execution={execution} onClose={close} /> : null}
      {dialog === 'redrive' ? <RedriveDialog of={{ flow, name }} onClose={close} /> : null}
      {dialog === 'again' ? (
        <StartDialog flow={flow} rerunOf={name} input={memberText(events[0], 'input')} onClose={close} />
      ) : null}
      {dialog === 'test' ? (
        <AsTestDialog flow={flow} text={testOf({ ...execution, status }, visits, events)} onClose={close} />
      ) : null}
    </>
  );
}

/** It asks once more, and stays until the server has said that it is so. */
function StopDialog({ execution: { flow, name }, onClose }: { execution: Execution; onClose: () => void }) {
  const { t } = useTranslation();
  const stop = useMutation({
    mutationFn: () => call('POST', '/executions/{flow}/{name}/stop', { path: { flow, name }, body: {} }),
    onSuccess: onClose,
  });
  return (
    <Modal
      open
      title={t('execution.stopTitle', { name })}
      onCancel={onClose}
      onOk={() => stop.mutate()}
      okText={t(stop.isPending ? 'execution.stopping' : 'execution.stop')}
      okButtonProps={{ danger: true, loading: stop.isPending }}
    >
      <p>{t('execution.stopText')}</p>
      {stop.error === null ? null : <ProblemText problem={stop.error} />}
    </Modal>
  );
}
