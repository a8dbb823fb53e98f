import { type InfiniteData, infiniteQueryOptions } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import { pageSize } from '../api/queries.ts';
import type { components } from '../api/schema.gen.ts';

export type CallRecord = components['schemas']['AuditRecord'];
type CallPage = components['schemas']['AuditRecordPage'];

/** Which calls, in the names that `GET /audit` has. */
export interface CallFilter {
  readonly operation?: string;
  readonly caller?: string;
  readonly code?: string;
}

export const filterNames = ['operation', 'caller', 'code'] as const;

/** What of an address filters calls; an empty value is none. */
export const callFilterOf = (search: URLSearchParams): CallFilter =>
  Object.fromEntries(
    filterNames.flatMap((name) => {
      const value = search.get(name)?.trim() ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );

/** What a call named, in a line: `flow=orders execution=one`. */
export const namesOf = ({ names }: CallRecord): string =>
  Object.entries(names)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ');

/** The newest first. A page may hold few, even none, and still not be the last one. */
export const callsQuery = (filter: CallFilter) =>
  infiniteQueryOptions({
    queryKey: ['calls', filter],
    queryFn: ({ pageParam, signal }) =>
      call('GET', '/audit', { query: { ...filter, limit: pageSize, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: CallPage) => page.next ?? undefined,
    select: (data: InfiniteData<CallPage>) => ({
      calls: data.pages.flatMap((page) => page.items),
      pageCount: data.pages.length,
    }),
    refetchOnWindowFocus: false,
    retry: false,
  });
