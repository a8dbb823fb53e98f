import { type InfiniteData, infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from './call.ts';
import { pageSize, pollMs } from './queries.ts';
import type { components } from './schema.gen.ts';

export type Batch = components['schemas']['Batch'];
export type BatchItem = components['schemas']['BatchItem'];
export type BatchItemPage = components['schemas']['BatchItemPage'];
export type BatchPage = components['schemas']['BatchPage'];
export type BatchPreview = components['schemas']['BatchOrPreview'];
export type BatchAction = Batch['action'];

export const batchKeys = {
  all: () => ['batches'] as const,
  one: (batch: string) => ['batch', batch] as const,
  items: (batch: string, failed: boolean, isOver: boolean) => ['batch', batch, 'items', failed, isOver] as const,
  preview: (action: BatchAction, filter: object) => ['batch preview', action, filter] as const,
};

export const batchesQuery = () =>
  infiniteQueryOptions({
    queryKey: batchKeys.all(),
    queryFn: ({ pageParam, signal }) => call('GET', '/batches', { query: { limit: 50, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: BatchPage) => page.next ?? undefined,
    select: (data: InfiniteData<BatchPage>) => data.pages.flatMap((page) => page.items),
    refetchInterval: pollMs,
  });

export const isBatchOver = ({ state }: Batch): boolean => state !== 'Running' && state !== 'Stopping';

const batchPollMs = 1000;

export const batchQuery = (batch: string) =>
  queryOptions({
    queryKey: batchKeys.one(batch),
    queryFn: ({ signal }) => call('GET', '/batches/{batch}', { path: { batch }, signal }),
    refetchInterval: ({ state }) => (state.data !== undefined && isBatchOver(state.data) ? false : batchPollMs),
  });

/** What a batch has taken up. While it goes on the beginning is read again and again; what is long is read when it is over. */
export const batchItemsQuery = (batch: string, failed: boolean, isOver: boolean) =>
  infiniteQueryOptions({
    queryKey: batchKeys.items(batch, failed, isOver),
    queryFn: ({ pageParam, signal }) =>
      call('GET', '/batches/{batch}/items', {
        path: { batch },
        query: { failed: failed || undefined, limit: pageSize, after: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: BatchItemPage) => page.next ?? undefined,
    select: (data: InfiniteData<BatchItemPage>) => data.pages.flatMap((page) => page.items),
    refetchInterval: ({ state }) => (isOver || (state.data?.pages.length ?? 0) > 1 ? false : 2 * batchPollMs),
  });

/** How many executions an action would be done to, and the newest of them; it changes nothing. */
export const batchPreviewQuery = (action: BatchAction, filter: Record<string, unknown>) =>
  queryOptions({
    queryKey: batchKeys.preview(action, filter),
    queryFn: ({ signal }) => call('POST', '/batches', { body: { action, filter, preview: true }, signal }),
    gcTime: 0,
    retry: false,
  });
