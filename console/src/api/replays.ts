import { queryOptions } from '@tanstack/react-query';
import { call } from './call.ts';
import type { components } from './schema.gen.ts';

export type Replay = components['schemas']['Replay'];
export type ReplayGroup = components['schemas']['ReplayGroup'];

export interface Replaying {
  readonly flow: string;
  /** What the executions are led through. */
  readonly definition: string;
  readonly last: number;
}

/** What would become of the last executions of a flow; who looks away ends it. */
export const replayQuery = (replaying: Replaying) =>
  queryOptions({
    queryKey: ['replay', replaying] as const,
    queryFn: ({ signal }) => call('POST', '/replays', { body: { ...replaying }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  });
