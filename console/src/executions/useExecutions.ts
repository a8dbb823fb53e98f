import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef } from 'react';
import { urlOf } from '../api/call.ts';
import type { ExecutionFilter } from '../api/filter.ts';
import {
  type ExecutionBrief,
  executionsQuery,
  type FoundExecution,
  type FoundExecutions,
  keys,
  newestQuery,
} from '../api/queries.ts';
import type { SentEvent } from '../live/sse.ts';
import { useLive } from '../live/useLive.ts';
import { changeOf, idOf, newsOf, patched } from './merge.ts';

type Pages = InfiniteData<FoundExecutions, string | undefined>;
const askAgainMs = 1000;

/** The executions that match, as they stand now; those that have come since are told of, and shown when asked for. */
export function useExecutions(filter: ExecutionFilter) {
  const client = useQueryClient();
  const pages = useInfiniteQuery({ ...executionsQuery(filter), placeholderData: (before) => before });
  const newest = useQuery(newestQuery(filter));
  const key = keys.executions(filter);
  const rows = (pages.data?.pages ?? []).flatMap((page) => page.items);
  const news =
    pages.isPlaceholderData || pages.data === undefined || newest.data === undefined
      ? { fresh: [], hasGap: false }
      : newsOf(rows, newest.data.items, newest.data.next === null);

  const patch = (changes: ReadonlyMap<string, Partial<FoundExecution>>) =>
    client.setQueryData<Pages>(key, (before) => (before === undefined ? undefined : withChanges(before, changes)));
  const showNews = () =>
    news.hasGap
      ? client.resetQueries({ queryKey: key })
      : client.setQueryData<Pages>(key, (before) => (before === undefined ? undefined : withFresh(before, news.fresh)));

  const takeNewest = useEffectEvent((items: readonly FoundExecution[]) =>
    patch(new Map(items.map((item) => [idOf(item), item]))),
  );
  useEffect(() => {
    if (newest.data !== undefined) {
      takeNewest(newest.data.items);
    }
  }, [newest.data]);

  const asking = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(asking.current), []);
  const liveness = useLive(
    urlOf('/stream'),
    () => 0,
    (events) => {
      patch(changesIn(events));
      asking.current ??= setTimeout(() => {
        asking.current = undefined;
        void newest.refetch();
      }, askAgainMs);
    },
  );
  return {
    asked: { data: pages.data === undefined ? undefined : rows, error: pages.error, refetch: pages.refetch },
    isOld: pages.isPlaceholderData,
    count: newest.data?.count,
    isCountExact: newest.data?.isCountExact !== false,
    hasMore: pages.hasNextPage,
    isAsking: pages.isFetching,
    more: () => void pages.fetchNextPage(),
    pageCount: pages.data?.pages.length ?? 0,
    news,
    showNews,
    liveness,
  };
}

function changesIn(events: readonly SentEvent[]): ReadonlyMap<string, Partial<FoundExecution>> {
  const changed = events
    .filter((event) => event.name === 'execution')
    .map((event) => JSON.parse(event.data) as ExecutionBrief);
  return new Map(changed.map((event) => [idOf(event), changeOf(event)]));
}

function withChanges(before: Pages, changes: ReadonlyMap<string, Partial<FoundExecution>>): Pages {
  const pages = before.pages.map((page) => {
    const items = patched(page.items, changes);
    return items === page.items ? page : { ...page, items: [...items] };
  });
  return pages.every((page, index) => page === before.pages[index]) ? before : { ...before, pages };
}

function withFresh(before: Pages, fresh: readonly FoundExecution[]): Pages {
  const [first, ...others] = before.pages;
  return first === undefined
    ? before
    : { ...before, pages: [{ ...first, items: [...fresh, ...first.items] }, ...others] };
}
