import { useInfiniteQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { type BatchItem, batchItemsQuery } from '../api/batches.ts';
import { pathOf } from '../list/path.ts';
import { VirtualGrid } from '../list/VirtualGrid.tsx';
import { Answered, Empty, Panel } from '../panel/Panel.tsx';
import { useItemColumns } from './itemColumns.tsx';

/** The executions that a batch has taken up; first those to which it could not be done. */
export function BatchItems({ batch, isOver }: { batch: string; isOver: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const onlyFailed = search.get('show') !== 'all';
  const columns = useItemColumns();
  const items = useInfiniteQuery({
    ...batchItemsQuery(batch, onlyFailed, isOver),
    placeholderData: (before) => before,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = items;
  const choice = (
    <Segmented
      size="small"
      aria-label={t('batch.show')}
      value={onlyFailed ? 'failed' : 'all'}
      onChange={(value) => setSearch(value === 'all' ? { show: 'all' } : {})}
      options={[
        { value: 'failed', label: t('batch.showFailed') },
        { value: 'all', label: t('batch.showAll') },
      ]}
    />
  );
  return (
    <Panel title={t('batch.items')} beside={choice}>
      <Answered asked={items} rows={6}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t(onlyFailed ? 'batch.noneFailed' : 'batch.noneAtAll')} />
          ) : (
            <VirtualGrid<BatchItem>
              label={t('batch.items')}
              className="batch-items"
              columns={columns}
              items={rows}
              idOf={(item) => `${item.flow}/${item.name}`}
              total={hasNextPage ? undefined : rows.length}
              onOpen={(item) => void navigate(pathOf(item))}
              onEnd={() => {
                if (hasNextPage && !isFetching && !isError) {
                  void fetchNextPage();
                }
              }}
            />
          )
        }
      </Answered>
    </Panel>
  );
}
