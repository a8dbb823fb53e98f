import { type InfiniteData, infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { now } from '../time/clock.ts';
import { call } from './call.ts';
import { type ExecutionFilter, formatFilter, toQuery } from './filter.ts';
import type { components } from './schema.gen.ts';

export type Execution = components['schemas']['Execution'];
export type ExecutionBrief = components['schemas']['ExecutionBrief'];
export type Flow = components['schemas']['Flow'];
export type FlowPage = components['schemas']['FlowPage'];
export type FoundExecution = components['schemas']['FoundExecution'];
export type FoundExecutions = components['schemas']['FoundExecutions'];
export type InboxItem = components['schemas']['InboxItem'];
export type InboxItemPage = components['schemas']['InboxItemPage'];
export type Redriven = components['schemas']['Redriven'];
export type Schedule = components['schemas']['Schedule'];
export type SchedulePage = components['schemas']['SchedulePage'];
export type Session = components['schemas']['Session'];
export type Step = components['schemas']['Step'];
export type Why = components['schemas']['Why'];

export interface ExecutionRef {
  readonly flow: string;
  readonly name: string;
}

export const pollMs = 5000;

export const keys = {
  session: () => ['session'] as const,
  sessions: () => ['sessions'] as const,
  flows: () => ['flows'] as const,
  flow: (flow: string) => ['flow', flow] as const,
  version: (flow: string, version: number) => ['flow', flow, 'version', version] as const,
  permissions: (flow: string) => ['permissions', flow] as const,
  outline: (flow: string, qualifier?: string) => ['flow', flow, 'outline', qualifier ?? ''] as const,
  versions: (flow: string) => ['flow', flow, 'versions'] as const,
  aliases: (flow: string) => ['flow', flow, 'aliases'] as const,
  executions: (filter: ExecutionFilter) => ['executions', formatFilter(filter)] as const,
  inbox: () => ['inbox'] as const,
  schedules: () => ['schedules'] as const,
  allNewest: () => ['newest executions'] as const,
  newest: (filter: ExecutionFilter, limit: number) => ['newest executions', formatFilter(filter), limit] as const,
  execution: (ref: ExecutionRef) => ['execution', ref.flow, ref.name] as const,
  redrive: (ref: ExecutionRef, definition: string) => ['execution', ref.flow, ref.name, 'redrive', definition] as const,
  why: (ref: ExecutionRef) => ['execution', ref.flow, ref.name, 'why'] as const,
  checked: (definition: string, mode: Mode) => ['checked', mode, definition] as const,
  drafted: (definition: string, mode: Mode) => ['drafted', mode, definition] as const,
};

export type Mode = 'Standard' | 'Express';

export const sessionQuery = () =>
  queryOptions({
    queryKey: keys.session(),
    queryFn: ({ signal }) => call('GET', '/session', { signal }),
    staleTime: Infinity,
    retry: false,
  });

export const sessionsQuery = () =>
  queryOptions({ queryKey: keys.sessions(), queryFn: ({ signal }) => call('GET', '/sessions', { signal }) });

export const flowsQuery = () =>
  infiniteQueryOptions({
    queryKey: keys.flows(),
    queryFn: ({ pageParam, signal }) => call('GET', '/flows', { query: { limit: 100, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: FlowPage) => page.next ?? undefined,
    select: (data: InfiniteData<FlowPage>) => data.pages.flatMap((page) => page.items),
    refetchInterval: pollMs,
  });

export const flowQuery = (flow: string) =>
  queryOptions({
    queryKey: keys.flow(flow),
    queryFn: ({ signal }) => call('GET', '/flows/{flow}', { path: { flow }, signal }),
  });

/** A flow as it was published: that never changes. */
export const versionQuery = (flow: string, version: number) =>
  queryOptions({
    queryKey: keys.version(flow, version),
    queryFn: ({ signal }) =>
      call('GET', '/flows/{flow}', { path: { flow }, query: { version: String(version) }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What whoever is here may do with a flow of this name, whether there is one or not. */
export const permissionsQuery = (flow: string) =>
  queryOptions({
    queryKey: keys.permissions(flow),
    queryFn: ({ signal }) => call('GET', '/permissions', { query: { flow }, signal }),
    staleTime: 60_000,
  });

export const outlineQuery = (flow: string, qualifier?: string) =>
  queryOptions({
    queryKey: keys.outline(flow, qualifier),
    queryFn: ({ signal }) => call('GET', '/flows/{flow}/outline', { path: { flow }, query: { qualifier }, signal }),
  });

export const versionsQuery = (flow: string) =>
  queryOptions({
    queryKey: keys.versions(flow),
    queryFn: ({ signal }) => call('GET', '/flows/{flow}/versions', { path: { flow }, signal }),
  });

export const aliasesQuery = (flow: string) =>
  queryOptions({
    queryKey: keys.aliases(flow),
    queryFn: ({ signal }) => call('GET', '/flows/{flow}/aliases', { path: { flow }, signal }),
  });

export const pageSize = 100;

const foundExecutions = (filter: ExecutionFilter, limit: number, after: string | undefined, signal: AbortSignal) =>
  call('GET', '/executions', { query: { ...toQuery(filter, now()), limit, after }, signal });

/** All that match, page by page. Pages that are there are never asked for again: `newestQuery` says what changes. */
export const executionsQuery = (filter: ExecutionFilter) =>
  infiniteQueryOptions({
    queryKey: keys.executions(filter),
    queryFn: ({ pageParam, signal }) => foundExecutions(filter, pageSize, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: FoundExecutions) => page.next ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The newest of those that match, and how many there are; asked for again while a page shows it. */
export const newestQuery = (filter: ExecutionFilter, limit: number = pageSize) =>
  queryOptions({
    queryKey: keys.newest(filter, limit),
    queryFn: ({ signal }) => foundExecutions(filter, limit, undefined, signal),
    refetchInterval: pollMs,
  });

export const schedulesQuery = () =>
  infiniteQueryOptions({
    queryKey: keys.schedules(),
    queryFn: ({ pageParam, signal }) => call('GET', '/schedules', { query: { limit: 100, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: SchedulePage) => page.next ?? undefined,
    select: (data: InfiniteData<SchedulePage>) => ({
      items: data.pages.flatMap((page) => page.items),
      pageCount: data.pages.length,
    }),
    refetchInterval: 2 * pollMs,
  });

export const executionQuery = (ref: ExecutionRef) =>
  queryOptions({
    queryKey: keys.execution(ref),
    queryFn: ({ signal }) => call('GET', '/executions/{flow}/{name}', { path: { ...ref }, signal }),
  });

/** What a redrive would do; it changes nothing. */
export const redriveQuery = (ref: ExecutionRef, definition: string) =>
  queryOptions({
    queryKey: keys.redrive(ref, definition),
    queryFn: ({ signal }) =>
      call('POST', '/executions/{flow}/{name}/redrive', {
        path: { ...ref },
        body: { definition, dryRun: true },
        signal,
      }),
    gcTime: 0,
  });

export const whyQuery = (ref: ExecutionRef) =>
  queryOptions({
    queryKey: keys.why(ref),
    queryFn: ({ signal }) => call('GET', '/executions/{flow}/{name}/why', { path: { ...ref }, signal }),
  });

export const checkedQuery = (definition: string, mode: Mode) =>
  queryOptions({
    queryKey: keys.checked(definition, mode),
    queryFn: ({ signal }) => call('POST', '/definitions/check', { body: { definition, mode }, signal }),
    staleTime: Infinity,
    gcTime: 60_000,
  });

/** The words that definitions are made of; they stay while the server does. */
export const vocabularyQuery = () =>
  queryOptions({
    queryKey: ['vocabulary'] as const,
    queryFn: ({ signal }) => call('GET', '/definitions/vocabulary', { signal }),
    staleTime: Infinity,
    retry: false,
  });

export const draftedQuery = (definition: string, mode: Mode) =>
  queryOptions({
    queryKey: keys.drafted(definition, mode),
    queryFn: ({ signal }) => call('POST', '/definitions/outline', { body: { definition, mode }, signal }),
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
