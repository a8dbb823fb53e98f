import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { flowsQuery } from '../api/queries.ts';
import { systemQuery } from '../api/system.ts';
import { HealthTag } from '../health/HealthTag.tsx';
import { ExecutionRows } from '../list/ExecutionRows.tsx';
import { FoundPanel } from '../list/FoundPanel.tsx';
import { LiveWord } from '../panel/LiveWord.tsx';
import { PageHead } from '../panel/PageHead.tsx';
import { Answered, Empty, Panel } from '../panel/Panel.tsx';
import { HealthPanel } from './HealthPanel.tsx';
import { useRecent } from './useRecent.ts';

/** Is it well, what failed lately, what is tried again, what waits for somebody, and what happens just now. */
export default function HomePage() {
  const { t } = useTranslation();
  const flows = useInfiniteQuery(flowsQuery());
  // Whoever may not look at the server as a whole sees his executions, and no word of a refusal.
  const { data: facts } = useQuery(systemQuery());
  const { newest, recent, liveness } = useRecent();
  return (
    <>
      <PageHead
        title={t('home.title')}
        beside={
          <>
            {facts === undefined ? null : <HealthTag facts={facts} />}
            <LiveWord liveness={liveness} />
          </>
        }
      />
      {flows.data?.length === 0 ? <NoFlows /> : null}
      <div className="columns">
        <div>
          <FoundPanel title={t('home.failed')} filter="status=Failed&from=-1h" none={t('home.noneFailed')} />
          <FoundPanel title={t('home.waiting')} filter="waiting=true" none={t('home.noneWaiting')} />
        </div>
        <div>
          <FoundPanel title={t('home.retrying')} filter="retrying=true" none={t('home.noneRetrying')} />
          {facts === undefined ? null : <HealthPanel facts={facts} />}
        </div>
      </div>
      <Panel title={t('home.recent')} beside={<Link to="/executions">{t('nav.executions')}</Link>}>
        <Answered asked={newest}>{() => <ExecutionRows executions={recent} none={t('executions.none')} />}</Answered>
      </Panel>
    </>
  );
}

function NoFlows() {
  const { t } = useTranslation();
  return (
    <Panel title={t('home.begin')}>
      <Empty title={t('flows.none')}>
        <Link to="/examples">{t('flows.tryExample')}</Link>
        <Link to="/editor">{t('flows.new')}</Link>
      </Empty>
    </Panel>
  );
}
