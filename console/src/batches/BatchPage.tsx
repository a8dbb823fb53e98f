import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { CopyAs } from '../actions/CopyAs.tsx';
import { type Batch, batchQuery, isBatchOver } from '../api/batches.ts';
import { formatFilter, fromObject } from '../api/filter.ts';
import { FilterChips } from '../list/FilterChips.tsx';
import { PageHead } from '../panel/PageHead.tsx';
import { Answered, Panel } from '../panel/Panel.tsx';
import { BatchItems } from './BatchItems.tsx';
import { BatchProgress } from './BatchProgress.tsx';
import { BatchState } from './BatchState.tsx';
import { CancelBatch } from './CancelBatch.tsx';
import { batchPath } from './path.ts';

/** How far a batch is, and what could not be done and why. */
export default function BatchPage() {
  const { t } = useTranslation();
  const { batch: id = '' } = useParams();
  const asked = useQuery(batchQuery(id));
  const batch = asked.data;
  return (
    <>
      <nav className="crumbs" aria-label={t('nav.crumbs')}>
        <Link to="/batches">{t('batch.all')}</Link>
      </nav>
      <PageHead
        title={batch === undefined ? t('batch.all') : t(`batch.action.${batch.action}`)}
        beside={batch === undefined ? null : <BatchState state={batch.state} />}
      >
        <CopyAs path={batchPath(id)} />
        {batch === undefined ? null : <CancelBatch batch={batch} />}
      </PageHead>
      <Answered asked={asked}>
        {(data) => (
          <>
            <Panel title={t('batch.progress')}>
              <BatchProgress batch={data} />
              <BatchFilter batch={data} />
            </Panel>
            <BatchItems batch={data.id} isOver={isBatchOver(data)} />
          </>
        )}
      </Answered>
    </>
  );
}

function BatchFilter({ batch }: { batch: Batch }) {
  const { t } = useTranslation();
  const filter = fromObject(batch.filter);
  return (
    <>
      {filter.length === 0 ? <p>{t('batch.everything')}</p> : <FilterChips filter={filter} />}
      <Link to={`/executions?${formatFilter(filter)}`}>{t('nav.executions')}</Link>
    </>
  );
}
