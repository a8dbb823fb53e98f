import { Button, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { JsonView } from '../json/JsonView.tsx';
import type { HistoryEvent } from '../live/history.ts';
import { Empty, Panel } from '../panel/Panel.tsx';
import { StatusTag } from '../status/StatusTag.tsx';
import { span } from '../time/format.ts';
import { wordOf } from './marks.ts';
import { payloadsOf } from './payload.ts';
import { ScopesPanel } from './ScopesPanel.tsx';
import { TryButton } from './TryButton.tsx';
import type { Run } from './useRun.ts';
import type { Attempt, Visit } from './visits.ts';

const parts = ['input', 'output', 'sent', 'answered'] as const;

/** One step: how it stands, what went in and came out, what was sent and came back, and each of its attempts. */
export function StepPanel({
  flow,
  visit,
  run,
  events,
  onChoose,
  onClose,
}: {
  flow: string;
  visit: Visit;
  run: Run;
  events: readonly HistoryEvent[];
  onChoose: (visit: number) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const payloads = payloadsOf(visit, events);
  const state = run.states.get(visit.id);
  const beside = (
    <>
      <StatusTag word={wordOf(visit, run.steps.get(visit.id), run.isOver)} />
      {state === undefined ? null : <TryButton flow={flow} visit={visit} state={state} events={events} />}
      <Button size="small" type="text" onClick={onClose}>
        {t('steps.close')}
      </Button>
    </>
  );
  return (
    <Panel title={t('steps.title', { name: visit.name })} beside={beside}>
      {visit.error === undefined ? null : (
        <p className="step-error tone-failed" data-raw>
          <code>{visit.error}</code> {visit.cause}
        </p>
      )}
      <Tabs
        size="small"
        defaultActiveKey={visit.outcome === 'failed' && payloads.answered !== undefined ? 'answered' : 'input'}
        items={parts
          .filter((part) => payloads[part] !== undefined)
          .map((part) => ({
            key: part,
            label: t(`steps.${part}`),
            children: <JsonView text={payloads[part] ?? ''} name={`${visit.name}-${part}`} />,
          }))}
      />
      {parts.every((part) => payloads[part] === undefined) ? <Empty title={t('steps.noPayload')} /> : null}
      {visit.scopesEntered > 0 ? <ScopesPanel visit={visit} run={run} onChoose={onChoose} /> : null}
      {visit.attempts.length > 1 ? <Attempts attempts={visit.attempts} /> : null}
    </Panel>
  );
}

function Attempts({ attempts }: { attempts: readonly Attempt[] }) {
  const { t } = useTranslation();
  return (
    <ol className="attempts" aria-label={t('steps.attempts')}>
      {attempts.map((attempt) => (
        <li key={attempt.number}>
          <StatusTag word={attempt.to === undefined ? 'running' : attempt.hasFailed ? 'failed' : 'succeeded'} />
          <span>{t('steps.attempt', { number: attempt.number })}</span>
          <span className="soft" data-raw>
            {attempt.to === undefined ? '' : span(attempt.to - attempt.from)} {attempt.error}
          </span>
        </li>
      ))}
    </ol>
  );
}
