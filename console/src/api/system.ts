import { queryOptions } from '@tanstack/react-query';
import { call } from './call.ts';
import { pollMs } from './queries.ts';
import type { components } from './schema.gen.ts';

export type SystemFacts = components['schemas']['System'];
export type SystemCheck = components['schemas']['SystemCheck'];
export type FlowUsage = components['schemas']['FlowUsage'];
export type SettingInUse = components['schemas']['SettingInUse'];

/** How the server does, what is stored and what it is set to; for those who may look at it. */
export const systemQuery = () =>
  queryOptions({
    queryKey: ['system'] as const,
    queryFn: ({ signal }) => call('GET', '/system', { signal }),
    refetchInterval: pollMs,
    retry: false,
  });
