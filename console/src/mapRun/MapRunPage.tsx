import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ActionButton } from '../actions/ActionButton.tsx';
import { CopyAs } from '../actions/CopyAs.tsx';
import { useRefusal } from '../actions/useRefusal.ts';
import { mapRunQuery } from '../api/mapRuns.ts';
import { executionQuery } from '../api/queries.ts';
import { mapRunPathOf, pathOf } from '../list/path.ts';
import { PageHead } from '../panel/PageHead.tsx';
import { Answered } from '../panel/Panel.tsx';
import { RedriveDialog } from '../start/RedriveDialog.tsx';
import { StatusTag } from '../status/StatusTag.tsx';
import { hasEnded, statusOf } from '../status/vocabulary.ts';
import { MapRunItems } from './MapRunItems.tsx';
import { MapRunProgress } from './MapRunProgress.tsx';

/** How far a distributed Map is and how fast, which of its items failed and why; redrive them. */
export default function MapRunPage() {
  const { t } = useTranslation();
  const { flow = '', name = '', run = '' } = useParams();
  const ref = { flow, name };
  const asked = useQuery(mapRunQuery(ref, run));
  const [isRedriving, setRedriving] = useState(false);
  const because = useWhyNoRedrive(ref);
  const data = asked.data;
  return (
    <>
      <nav className="crumbs" aria-label={t('nav.crumbs')}>
        <Link to="/flows">{t('nav.flows')}</Link> /{' '}
        <Link to={`/flows/${encodeURIComponent(flow)}`} data-raw>
          {flow}
        </Link>{' '}
        /{' '}
        <Link to={pathOf(ref)} data-raw>
          {name}
        </Link>
      </nav>
      <PageHead
        title={t('mapRun.title', { state: data?.state ?? run })}
        beside={data === undefined ? null : <StatusTag word={statusOf(data)} />}
      >
        <CopyAs path={mapRunPathOf(ref, run)} />
        <ActionButton word={t('redrive.word')} disabledBecause={because} onRun={() => setRedriving(true)} />
      </PageHead>
      <Answered asked={asked} rows={6}>
        {(mapRun) => (
          <>
            <MapRunProgress run={mapRun} />
            <MapRunItems of={ref} run={run} isOver={hasEnded(mapRun.status)} />
          </>
        )}
      </Answered>
      {isRedriving ? <RedriveDialog of={ref} onClose={() => setRedriving(false)} /> : null}
    </>
  );
}

/** What a redrive takes up is the whole execution: what failed in it, and of this run the items that did not succeed. */
function useWhyNoRedrive(ref: { flow: string; name: string }): string | undefined {
  const { t } = useTranslation();
  const refusal = useRefusal(ref.flow);
  const status = useQuery(executionQuery(ref)).data?.status;
  return status === undefined
    ? undefined
    : !hasEnded(status)
      ? t('redrive.notOver')
      : status === 'Succeeded'
        ? t('redrive.hasSucceeded')
        : refusal('sluice:RedriveExecution');
}
