import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { urlOf } from '../api/call.ts';
import { type ExecutionBrief, flowsQuery, keys } from '../api/queries.ts';
import type { SentEvent } from '../live/sse.ts';
import { useLive } from '../live/useLive.ts';
import { LiveWord } from '../panel/LiveWord.tsx';
import { PageHead } from '../panel/PageHead.tsx';
import { Answered, Empty, Panel } from '../panel/Panel.tsx';
import { isBad, isUnderWay, statusOf } from '../status/vocabulary.ts';
import { ExecutionRows } from './ExecutionRows.tsx';

const mostRecent = 20;

/** What failed, what is under way, and what happens just now. */
export default function HomePage() {
  const { t } = useTranslation();
  const flows = useInfiniteQuery(flowsQuery());
  const { recent, liveness } = useRecent();
  const last = (wanted: (execution: ExecutionBrief) => boolean) =>
    (flows.data ?? []).flatMap((flow) =>
      flow.lastExecution !== undefined && wanted(flow.lastExecution) ? [flow.lastExecution] : [],
    );
  return (
    <>
      <PageHead title={t('home.title')} beside={<LiveWord liveness={liveness} />} />
      <div className="columns">
        <Panel title={t('home.failed')}>
          <Answered asked={flows}>
            {(all) =>
              all.length === 0 ? (
                <NoFlows />
              ) : (
                <ExecutionRows executions={last((each) => isBad(statusOf(each)))} none={t('home.noneFailed')} />
              )
            }
          </Answered>
        </Panel>
        <Panel title={t('home.underWay')}>
          <Answered asked={flows}>
            {() => (
              <ExecutionRows executions={last((each) => isUnderWay(statusOf(each)))} none={t('home.noneUnderWay')} />
            )}
          </Answered>
        </Panel>
      </div>
      <Panel title={t('home.recent')}>
        <ExecutionRows executions={recent} none={t('home.quiet')} />
      </Panel>
    </>
  );
}

function NoFlows() {
  const { t } = useTranslation();
  return (
    <Empty title={t('flows.none')}>
      <Link to="/examples">{t('flows.tryExample')}</Link>
    </Empty>
  );
}

/** Executions that have changed while the page was open, the last change first. */
function useRecent() {
  const client = useQueryClient();
  const [recent, setRecent] = useState<readonly ExecutionBrief[]>([]);
  const add = (events: SentEvent[]) => {
    const changed = events
      .filter((event) => event.name === 'execution')
      .map((event) => JSON.parse(event.data) as ExecutionBrief);
    setRecent((before) => latest([...changed.reverse(), ...before]));
    void client.invalidateQueries({ queryKey: keys.flows() }, { cancelRefetch: false });
  };
  return { recent, liveness: useLive(urlOf('/stream'), () => 0, add) };
}

function latest(executions: readonly ExecutionBrief[]): ExecutionBrief[] {
  const seen = new Map(executions.toReversed().map((each) => [`${each.flow}/${each.name}`, each]));
  const order = [...new Set(executions.map((each) => `${each.flow}/${each.name}`))];
  return order.slice(0, mostRecent).flatMap((key) => seen.get(key) ?? []);
}
