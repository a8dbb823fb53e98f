import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { CopyAs } from '../actions/CopyAs.tsx';
import { type Batch, batchesQuery } from '../api/batches.ts';
import { VirtualGrid } from '../list/VirtualGrid.tsx';
import { PageHead } from '../panel/PageHead.tsx';
import { Answered, Empty } from '../panel/Panel.tsx';
import { useBatchColumns } from './columns.tsx';
import { batchPath } from './path.ts';

/** What was done to many executions at once, and how far it is. */
export default function BatchesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const columns = useBatchColumns();
  const batches = useInfiniteQuery(batchesQuery());
  const { hasNextPage, isFetching, fetchNextPage } = batches;
  return (
    <>
      <nav className="crumbs" aria-label={t('nav.crumbs')}>
        <Link to="/executions">{t('nav.executions')}</Link>
      </nav>
      <PageHead title={t('batch.all')}>
        <CopyAs path="/batches" />
      </PageHead>
      <Answered asked={batches} rows={8}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={t('batch.none')}>
              <Link to="/executions">{t('nav.executions')}</Link>
            </Empty>
          ) : (
            <VirtualGrid<Batch>
              label={t('batch.all')}
              className="batches"
              columns={columns}
              items={items}
              idOf={(batch) => batch.id}
              total={hasNextPage ? undefined : items.length}
              onOpen={(batch) => void navigate(batchPath(batch.id))}
              onEnd={() => {
                if (hasNextPage && !isFetching && !batches.isError) {
                  void fetchNextPage();
                }
              }}
            />
          )
        }
      </Answered>
    </>
  );
}
