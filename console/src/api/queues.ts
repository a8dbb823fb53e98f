import { type InfiniteData, infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from './call.ts';
import { pageSize, pollMs } from './queries.ts';
import type { components } from './schema.gen.ts';

export type ListedQueue = components['schemas']['ListedQueue'];
export type Queue = components['schemas']['Queue'];
export type Message = components['schemas']['Message'];
export type Topic = components['schemas']['Topic'];
type ListedQueuePage = components['schemas']['ListedQueuePage'];
type MessagePage = components['schemas']['MessagePage'];
type TopicPage = components['schemas']['TopicPage'];

export const queueKeys = {
  all: () => ['queues'] as const,
  one: (queue: string) => ['queue', queue] as const,
  messages: (queue: string) => ['queue', queue, 'messages'] as const,
};

export const queuesQuery = () =>
  infiniteQueryOptions({
    queryKey: queueKeys.all(),
    queryFn: ({ pageParam, signal }) =>
      call('GET', '/queues', { query: { limit: pageSize, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: ListedQueuePage) => page.next ?? undefined,
    select: (data: InfiniteData<ListedQueuePage>) => data.pages.flatMap((page) => page.items),
    refetchInterval: pollMs,
  });

export const queueQuery = (queue: string) =>
  queryOptions({
    queryKey: queueKeys.one(queue),
    queryFn: ({ signal }) => call('GET', '/queues/{queue}', { path: { queue }, signal }),
    refetchInterval: pollMs,
  });

const messagesAtOnce = 20;

/** To look at, in the order in which they are taken; the beginning is read again and again. */
export const messagesQuery = (queue: string) =>
  infiniteQueryOptions({
    queryKey: queueKeys.messages(queue),
    queryFn: ({ pageParam, signal }) =>
      call('GET', '/queues/{queue}/messages', {
        path: { queue },
        query: { limit: messagesAtOnce, after: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: MessagePage) => page.next ?? undefined,
    select: (data: InfiniteData<MessagePage>) => data.pages.flatMap((page) => page.items),
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : pollMs),
  });

export const topicsQuery = () =>
  infiniteQueryOptions({
    queryKey: ['topics'] as const,
    queryFn: ({ pageParam, signal }) =>
      call('GET', '/topics', { query: { limit: pageSize, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: TopicPage) => page.next ?? undefined,
    select: (data: InfiniteData<TopicPage>) => data.pages.flatMap((page) => page.items),
    refetchInterval: 2 * pollMs,
  });
