import { type InfiniteData, infiniteQueryOptions } from '@tanstack/react-query';
import { call } from './call.ts';
import { pageSize, pollMs } from './queries.ts';
import type { components } from './schema.gen.ts';

export type Target = components['schemas']['Target'];
export type TargetPlace = components['schemas']['TargetPlace'];
type TargetPage = components['schemas']['TargetPage'];

export const targetKeys = { all: () => ['targets'] as const };

/** What stands behind the actions, and how calls go there. */
export const targetsQuery = () =>
  infiniteQueryOptions({
    queryKey: targetKeys.all(),
    queryFn: ({ pageParam, signal }) =>
      call('GET', '/targets', { query: { limit: pageSize, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: TargetPage) => page.next ?? undefined,
    select: (data: InfiniteData<TargetPage>) => data.pages.flatMap((page) => page.items),
    refetchInterval: pollMs,
  });
