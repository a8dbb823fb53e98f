import { type InfiniteData, infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from './call.ts';
import { type ExecutionRef, pageSize, pollMs } from './queries.ts';
import type { components } from './schema.gen.ts';

export type MapRun = components['schemas']['MapRun'];
export type MapRunItem = components['schemas']['MapRunItem'];
type MapRunItemPage = components['schemas']['MapRunItemPage'];

const mapRunPollMs = 2000;

/** The distributed Maps of an execution; there are seldom more than a few. */
export const mapRunsQuery = (ref: ExecutionRef, isOver: boolean) =>
  queryOptions({
    queryKey: ['map runs', ref.flow, ref.name, isOver] as const,
    queryFn: ({ signal }) =>
      call('GET', '/executions/{flow}/{name}/map-runs', { path: { ...ref }, query: { limit: pageSize }, signal }),
    refetchInterval: isOver ? false : mapRunPollMs,
  });

export const mapRunQuery = (ref: ExecutionRef, run: string) =>
  queryOptions({
    queryKey: ['map run', ref.flow, ref.name, run] as const,
    queryFn: ({ signal }) => call('GET', '/executions/{flow}/{name}/map-runs/{run}', { path: { ...ref, run }, signal }),
    refetchInterval: ({ state }) => (state.data?.stopped !== undefined ? false : mapRunPollMs),
  });

export type ItemStatus = MapRunItem['status'];

/** Those that were started last come first. While the run goes on the beginning is read again and again. */
export const mapRunItemsQuery = (ref: ExecutionRef, run: string, status: ItemStatus | undefined, isOver: boolean) =>
  infiniteQueryOptions({
    queryKey: ['map run items', ref.flow, ref.name, run, status ?? '', isOver] as const,
    queryFn: ({ pageParam, signal }) =>
      call('GET', '/executions/{flow}/{name}/map-runs/{run}/items', {
        path: { ...ref, run },
        query: { status, limit: pageSize, after: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: MapRunItemPage) => page.next ?? undefined,
    select: (data: InfiniteData<MapRunItemPage>) => data.pages.flatMap((page) => page.items),
    refetchInterval: ({ state }) => (isOver || (state.data?.pages.length ?? 0) > 1 ? false : pollMs),
  });
