import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { VirtualGrid } from '../list/VirtualGrid.tsx';
import { Answered, Empty } from '../panel/Panel.tsx';
import { useCallColumns } from './callColumns.tsx';
import { type CallFilter, type CallRecord, callsQuery } from './calls.ts';

/** So many pages without a call that matches are looked through unasked. */
const mostUnasked = 20;

export function CallList({ filter, onClear }: { filter: CallFilter; onClear: () => void }) {
  const { t } = useTranslation();
  const columns = useCallColumns();
  const asked = useInfiniteQuery({ ...callsQuery(filter), placeholderData: (before) => before });
  const { hasNextPage, isFetching, isError, fetchNextPage, data } = asked;
  const { calls = [], pageCount = 0 } = data ?? {};
  const mayGoOn = hasNextPage && !isFetching && !isError && pageCount <= calls.length / 10 + mostUnasked;
  const goesOn = mayGoOn && calls.length === 0;
  useEffect(() => {
    if (goesOn) {
      void fetchNextPage();
    }
  }, [goesOn, fetchNextPage]);
  return (
    <Answered asked={asked} rows={10}>
      {({ calls: rows }) => (
        <>
          {rows.length === 0 && !hasNextPage ? (
            <Empty title={t('calls.none')}>
              <Button onClick={onClear}>{t('calls.clear')}</Button>
            </Empty>
          ) : (
            <div className={asked.isPlaceholderData ? 'is-old' : ''}>
              <VirtualGrid<CallRecord>
                label={t('calls.title')}
                className="calls"
                columns={columns}
                items={rows}
                idOf={(row) => `${row.time}/${row.requestId}/${row.operation}/${JSON.stringify(row.names)}`}
                total={hasNextPage ? undefined : rows.length}
                onOpen={() => undefined}
                onEnd={() => {
                  if (mayGoOn) {
                    void fetchNextPage();
                  }
                }}
              />
            </div>
          )}
          {hasNextPage && !isFetching && !mayGoOn ? (
            <Button onClick={() => void fetchNextPage()}>{t('calls.further')}</Button>
          ) : null}
        </>
      )}
    </Answered>
  );
}
