import { useQuery } from '@tanstack/react-query';
import { Tabs } from 'antd';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { type ExecutionRef, executionQuery } from '../api/queries.ts';
import { LiveWord } from '../panel/LiveWord.tsx';
import { PageHead } from '../panel/PageHead.tsx';
import { ProblemText } from '../panel/ProblemText.tsx';
import { StatusTag } from '../status/StatusTag.tsx';
import { hasEnded, statusOf } from '../status/vocabulary.ts';
import { EventsPanel } from './EventsPanel.tsx';
import { ExecutionActions } from './ExecutionActions.tsx';
import { ExecutionFacts } from './ExecutionFacts.tsx';
import { GraphPanel } from './GraphPanel.tsx';
import { MapRunsPanel } from './MapRunsPanel.tsx';
import { PayloadPanel } from './PayloadPanel.tsx';
import { StepPanel } from './StepPanel.tsx';
import { useExecutionStream } from './useExecutionStream.ts';
import { useRun } from './useRun.ts';
import { Waterfall } from './Waterfall.tsx';
import { WhyPanel } from './WhyPanel.tsx';

export default function ExecutionPage() {
  const { flow = '', name = '' } = useParams();
  const [round, setRound] = useState(0);
  return <OneExecution key={`${flow}/${name}/${round}`} of={{ flow, name }} onGoesOn={() => setRound(round + 1)} />;
}

/** Where it is now, why it failed, what went in and came out, how long it took, what can be done. */
function OneExecution({ of: ref, onGoesOn }: { of: ExecutionRef; onGoesOn: () => void }) {
  const { t } = useTranslation();
  const [isPaused, setPaused] = useState(false);
  const [search, setSearch] = useSearchParams();
  const execution = useQuery({ ...executionQuery(ref), placeholderData: (before) => before });
  const { events, liveness } = useExecutionStream(ref, isPaused);
  const run = useRun(ref, events, execution.data);
  // Redriven, here or elsewhere: what had ended has more to tell.
  const goesOn = liveness === 'ended' && (execution.data?.lastEvent ?? 0) > events.length;
  const onGoing = useEffectEvent(onGoesOn);
  useEffect(() => {
    if (goesOn) {
      onGoing();
    }
  }, [goesOn]);
  const chosen = run.visits.find((visit) => String(visit.id) === search.get('step'));
  const set = (name: string, value: string | undefined) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        value === undefined ? after.delete(name) : after.set(name, value);
        return after;
      },
      { preventScrollReset: true },
    );
  const choose = (id: number | undefined) => set('step', id === undefined ? undefined : String(id));
  if (execution.data === undefined && execution.error !== null) {
    return (
      <>
        <PageHead title={ref.name} raw />
        <ProblemText problem={execution.error} onRetry={() => void execution.refetch()} />
        <Link to={`/flows/${ref.flow}`}>{t('execution.toFlow')}</Link>
      </>
    );
  }
  const steps = <Waterfall run={run} chosen={chosen?.id} onChoose={choose} />;
  return (
    <>
      <nav className="crumbs" aria-label={t('nav.crumbs')}>
        <Link to="/flows">{t('nav.flows')}</Link> /{' '}
        <Link to={`/flows/${ref.flow}`} data-raw>
          {ref.flow}
        </Link>
      </nav>
      <PageHead
        title={ref.name}
        raw
        beside={
          <>
            {execution.data === undefined ? null : <StatusTag word={statusOf(run.standing)} />}
            <LiveWord liveness={liveness} />
          </>
        }
      >
        {execution.data === undefined ? null : (
          <ExecutionActions
            execution={execution.data}
            status={run.standing.status}
            visits={run.visits}
            events={events}
            isPaused={isPaused}
            onPause={() => setPaused(!isPaused)}
          />
        )}
      </PageHead>
      {execution.data === undefined ? null : <ExecutionFacts execution={execution.data} />}
      <WhyPanel of={ref} onChoose={(stepName) => choose(run.visits.findLast((visit) => visit.name === stepName)?.id)} />
      {run.outline?.states.some((state) => state.kind === 'DistributedMap') === true ? (
        <MapRunsPanel of={ref} isOver={hasEnded(run.standing.status)} />
      ) : null}
      <div className="split">
        <GraphPanel run={run} chosen={chosen} onChoose={choose} />
        <div className="side">
          {chosen === undefined ? null : (
            <StepPanel
              key={chosen.id}
              flow={ref.flow}
              visit={chosen}
              run={run}
              events={events}
              onChoose={choose}
              onClose={() => choose(undefined)}
            />
          )}
          <div className="panel">
            <Tabs
              activeKey={search.get('tab') ?? 'steps'}
              onChange={(tab) => set('tab', tab === 'steps' ? undefined : tab)}
              items={[
                { key: 'steps', label: t('execution.steps'), children: steps },
                { key: 'payload', label: t('execution.payload'), children: <PayloadPanel events={events} /> },
                {
                  key: 'events',
                  label: t('execution.events', { count: events.length }),
                  children: <EventsPanel events={events} />,
                },
              ]}
            />
          </div>
        </div>
      </div>
    </>
  );
}
