import { useInfiniteQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { statuses } from '../api/filter.ts';
import { type ItemStatus, type MapRunItem, mapRunItemsQuery } from '../api/mapRuns.ts';
import type { ExecutionRef } from '../api/queries.ts';
import { pathOf } from '../list/path.ts';
import { VirtualGrid } from '../list/VirtualGrid.tsx';
import { Answered, Empty, Panel } from '../panel/Panel.tsx';
import { statusOf } from '../status/vocabulary.ts';
import { useItemColumns } from './itemColumns.tsx';

const isStatus = (text: string | null): text is ItemStatus => (statuses as readonly (string | null)[]).includes(text);

const usual = ['Running', 'Succeeded', 'Failed'] as const;

/** Its items, however many; only those that stand in one way, when that is asked. */
export function MapRunItems({ of: ref, run, isOver }: { of: ExecutionRef; run: string; isOver: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const asked = search.get('status');
  const status = isStatus(asked) ? asked : undefined;
  // The usual ones, and the one that an address asks for.
  const offered = statuses.filter((value) => value === status || (usual as readonly string[]).includes(value));
  const columns = useItemColumns(ref.flow);
  const items = useInfiniteQuery({
    ...mapRunItemsQuery(ref, run, status, isOver),
    placeholderData: (before) => before,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = items;
  const choice = (
    <Segmented
      size="small"
      aria-label={t('filter.status')}
      value={status ?? ''}
      onChange={(value) => setSearch(value === '' ? {} : { status: value })}
      options={[
        { value: '', label: t('batch.showAll') },
        ...offered.map((value) => ({ value: value as string, label: t(`status.${statusOf({ status: value })}`) })),
      ]}
    />
  );
  return (
    <Panel title={t('mapRun.children')} beside={choice}>
      <Answered asked={items} rows={6}>
        {(rows) =>
          rows.length === 0 && !hasNextPage ? (
            <Empty title={t(status === undefined ? 'mapRun.none' : 'list.nothingMatches')} />
          ) : (
            <div className={items.isPlaceholderData ? 'is-old' : ''}>
              <VirtualGrid<MapRunItem>
                label={t('mapRun.children')}
                className="map-items"
                columns={columns}
                items={rows}
                idOf={(item) => item.name}
                total={hasNextPage ? undefined : rows.length}
                onOpen={(item) => void navigate(pathOf({ flow: ref.flow, name: item.name }))}
                onEnd={() => {
                  if (hasNextPage && !isFetching && !isError) {
                    void fetchNextPage();
                  }
                }}
              />
            </div>
          )
        }
      </Answered>
    </Panel>
  );
}
