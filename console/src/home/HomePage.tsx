import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { urlOf } from '../api/call.ts';
import { type ExecutionBrief, flowsQuery, keys } from '../api/queries.ts';
import { ExecutionRows } from '../list/ExecutionRows.tsx';
import { FoundPanel } from '../list/FoundPanel.tsx';
import type { SentEvent } from '../live/sse.ts';
import { useLive } from '../live/useLive.ts';
import { LiveWord } from '../panel/LiveWord.tsx';
import { PageHead } from '../panel/PageHead.tsx';
import { Empty, Panel } from '../panel/Panel.tsx';

const mostRecent = 20;
const askAgainMs = 1000;

/** What failed lately, what is tried again, what waits for somebody, and what happens just now. */
export default function HomePage() {
  const { t } = useTranslation();
  const flows = useInfiniteQuery(flowsQuery());
  const { recent, liveness } = useRecent();
  return (
    <>
      <PageHead title={t('home.title')} beside={<LiveWord liveness={liveness} />} />
      {flows.data?.length === 0 ? <NoFlows /> : null}
      <div className="columns">
        <FoundPanel title={t('home.failed')} filter="status=Failed&from=-1h" none={t('home.noneFailed')} />
        <FoundPanel title={t('home.retrying')} filter="retrying=true" none={t('home.noneRetrying')} />
        <FoundPanel title={t('home.waiting')} filter="waiting=true" none={t('home.noneWaiting')} />
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
  const asking = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(asking.current), []);
  const add = (events: SentEvent[]) => {
    const changed = events
      .filter((event) => event.name === 'execution')
      .map((event) => JSON.parse(event.data) as ExecutionBrief);
    setRecent((before) => latest([...changed.reverse(), ...before]));
    asking.current ??= setTimeout(() => {
      asking.current = undefined;
      void client.invalidateQueries({ queryKey: keys.allNewest() }, { cancelRefetch: false });
    }, askAgainMs);
  };
  return { recent, liveness: useLive(urlOf('/stream'), () => 0, add) };
}

function latest(executions: readonly ExecutionBrief[]): ExecutionBrief[] {
  const seen = new Map(executions.toReversed().map((each) => [`${each.flow}/${each.name}`, each]));
  const order = [...new Set(executions.map((each) => `${each.flow}/${each.name}`))];
  return order.slice(0, mostRecent).flatMap((key) => seen.get(key) ?? []);
}
