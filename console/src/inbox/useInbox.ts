import { type InfiniteData, infiniteQueryOptions, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { callForText, urlOf } from '../api/call.ts';
import { keys, pollMs } from '../api/queries.ts';
import { useLive } from '../live/useLive.ts';
import { type Task, type TaskPage, taskPageOf } from './items.ts';
import { type Gone, type Verdict, withGone } from './meanwhile.ts';

/** So many pages without a task are looked through unasked: one may lie far back. */
const mostUnasked = 20;
const askAgainMs = 500;

const inboxQuery = () =>
  infiniteQueryOptions({
    queryKey: keys.inbox(),
    queryFn: async ({ pageParam, signal }) =>
      taskPageOf(await callForText('GET', '/inbox', { query: { limit: 50, after: pageParam }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: TaskPage) => page.next ?? undefined,
    select: (data: InfiniteData<TaskPage>) => ({
      tasks: data.pages.flatMap((page) => page.items),
      pageCount: data.pages.length,
    }),
    // Children of distributed Maps wait, too, and no stream tells of them.
    refetchInterval: pollMs,
  });

/** What waits for somebody, as it stands now, and what has stopped waiting since the page was opened. */
export function useInbox(chosen: string | null) {
  const client = useQueryClient();
  const asked = useInfiniteQuery(inboxQuery());
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = asked;
  const tasks = data?.tasks;
  const isSought = tasks?.length === 0 || (chosen !== null && tasks?.some((task) => task.id === chosen) === false);
  const goesOn = isSought && hasNextPage && !isFetching && !isError && (data?.pageCount ?? 0) < mostUnasked;
  useEffect(() => {
    if (goesOn) {
      void fetchNextPage();
    }
  }, [goesOn, fetchNextPage]);

  const refresh = useCallback(() => client.invalidateQueries({ queryKey: keys.inbox() }), [client]);
  const asking = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(asking.current), []);
  const liveness = useLive(
    urlOf('/stream'),
    () => 0,
    () => {
      asking.current ??= setTimeout(() => {
        asking.current = undefined;
        void refresh();
      }, askAgainMs);
    },
  );
  return { asked, tasks, hasMore: hasNextPage, isFetching, liveness, refresh, ...useGone(tasks, !hasNextPage) };
}

function useGone(tasks: readonly Task[] | undefined, isWhole: boolean) {
  const [verdicts, setVerdicts] = useState<ReadonlyMap<string, Verdict>>(new Map());
  const [seen, setSeen] = useState<readonly Task[]>([]);
  const [gone, setGone] = useState<readonly Gone[]>([]);
  if (tasks !== undefined && tasks !== seen) {
    setSeen(tasks);
    setGone(withGone(gone, seen, tasks, isWhole, verdicts));
  }
  const decided = (id: string, verdict: Verdict) => setVerdicts(new Map([...verdicts, [id, verdict]]));
  return { gone, decided };
}
