import type { BatchAction } from '../api/batches.ts';

export const batchActions = ['stop', 'redrive', 'rerun', 'delete'] as const satisfies readonly BatchAction[];

/** What is first offered of a filter: mostly what somebody means who looks for executions that stand so. */
export function offeredFor(status: string | undefined): BatchAction {
  switch (status) {
    case 'Failed':
    case 'TimedOut':
    case 'Stopped':
      return 'redrive';
    case 'Succeeded':
      return 'rerun';
    default:
      return 'stop';
  }
}

export interface Terms {
  readonly definition?: string;
  readonly cause?: string;
  /** As it was written; sent as it stands. */
  readonly input?: string;
}

/** Of what was chosen the part that fits the action: the server refuses the rest. */
export function bodyOf(action: BatchAction, { definition, cause, input }: Required<Terms>): Terms {
  switch (action) {
    case 'stop':
      return cause.trim() === '' ? {} : { cause: cause.trim() };
    case 'redrive':
      return { definition };
    case 'rerun':
      return input.trim() === '' ? { definition } : { definition, input };
    case 'delete':
      return {};
  }
}
