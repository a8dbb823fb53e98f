import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ActionButton } from '../actions/ActionButton.tsx';
import { useRefusal } from '../actions/useRefusal.ts';
import { JsonView } from '../json/JsonView.tsx';
import { pathOf } from '../list/path.ts';
import { Empty, Panel } from '../panel/Panel.tsx';
import { Time } from '../time/Time.tsx';
import { ApproveDialog } from './ApproveDialog.tsx';
import type { Task } from './items.ts';
import type { Verdict } from './meanwhile.ts';
import { RejectDialog } from './RejectDialog.tsx';

interface Shown {
  readonly task: Task;
  /** It does not wait any more; it may have been decided about while its dialog is open. */
  readonly isGone: boolean;
  readonly onDecided: (verdict: Verdict) => void;
  readonly onRefresh: () => void;
}

export function TaskPanel({ task, isGone, onDecided, onRefresh }: Shown) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<Verdict>();
  const refusal = useRefusal(task.flow);
  const close = () => setDialog(undefined);
  const decision = {
    task,
    isGone,
    onClose: close,
    onFailed: onRefresh,
    onDone: (verdict: Verdict) => {
      onDecided(verdict);
      onRefresh();
      close();
    },
  };
  const buttons = (
    <span className="page-actions">
      <ActionButton
        size="small"
        danger
        word={t('inbox.reject')}
        disabledBecause={isGone ? t('inbox.isGone') : refusal('sluice:RejectTask')}
        onRun={() => setDialog('rejected')}
      />
      <ActionButton
        size="small"
        type="primary"
        word={t('inbox.approve')}
        disabledBecause={isGone ? t('inbox.isGone') : refusal('sluice:ApproveTask')}
        onRun={() => setDialog('approved')}
      />
    </span>
  );
  return (
    <Panel title={task.state} raw beside={buttons}>
      {isGone ? <p role="status">{t('inbox.isGone')}</p> : null}
      <TaskFacts task={task} />
      <h3>{t('steps.input')}</h3>
      {task.input === undefined ? (
        <Empty title={t('inbox.isLarge')}>
          <Link to={pathOf({ flow: task.flow, name: task.execution })}>{t('inbox.toExecution')}</Link>
        </Empty>
      ) : (
        <JsonView text={task.input} name="input" />
      )}
      {dialog === 'approved' ? <ApproveDialog {...decision} /> : null}
      {dialog === 'rejected' ? <RejectDialog {...decision} /> : null}
    </Panel>
  );
}

function TaskFacts({ task: { flow, execution, since, until } }: { task: Task }) {
  const { t } = useTranslation();
  return (
    <dl className="facts">
      <div>
        <dt>{t('executions.execution')}</dt>
        <dd>
          <Link to={pathOf({ flow, name: execution })} data-raw>
            {`${flow}/${execution}`}
          </Link>
        </dd>
      </div>
      <div>
        <dt>{t('inbox.since')}</dt>
        <dd>
          <Time at={since} exact />
        </dd>
      </div>
      <div>
        <dt>{t('inbox.until')}</dt>
        <dd>{until === undefined ? t('inbox.noEnd') : <Time at={until} exact />}</dd>
      </div>
    </dl>
  );
}
