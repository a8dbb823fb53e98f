import type { Tone } from '../look/tokens.ts';

/** The one list of words for how something stands: the same for executions, steps and states of a graph. */
export type StatusWord =
  | 'notReached'
  | 'queued'
  | 'starting'
  | 'running'
  | 'retrying'
  | 'waiting'
  | 'succeeded'
  | 'failed'
  | 'timedOut'
  | 'stopped'
  | 'caught';

export const statusWords: readonly StatusWord[] = [
  'notReached',
  'queued',
  'starting',
  'running',
  'retrying',
  'waiting',
  'succeeded',
  'failed',
  'timedOut',
  'stopped',
  'caught',
];

const toneOfWord: Readonly<Record<StatusWord, Tone>> = {
  notReached: 'pending',
  queued: 'pending',
  starting: 'running',
  running: 'running',
  retrying: 'retrying',
  waiting: 'waiting',
  succeeded: 'succeeded',
  failed: 'failed',
  timedOut: 'timedOut',
  stopped: 'stopped',
  caught: 'caught',
};

export const toneOf = (word: StatusWord): Tone => toneOfWord[word];

export type ExecutionStatus = 'Starting' | 'Running' | 'Stopped' | 'Succeeded' | 'Failed' | 'TimedOut';

const executionWords: Readonly<Record<ExecutionStatus, StatusWord>> = {
  Starting: 'starting',
  Running: 'running',
  Stopped: 'stopped',
  Succeeded: 'succeeded',
  Failed: 'failed',
  TimedOut: 'timedOut',
};

/** How an execution stands; in what is still running a step that is tried again or waits says more than "running". */
export function statusOf(execution: { status: string; retrying?: boolean; waiting?: boolean }): StatusWord {
  const word = executionWords[execution.status as ExecutionStatus] ?? 'queued';
  if (word !== 'running') {
    return word;
  }
  return execution.retrying ? 'retrying' : execution.waiting ? 'waiting' : word;
}

export const hasEnded = (status: string): boolean => !['Starting', 'Running'].includes(status);

/** Bad ends, for "failed only" and for what a first view looks at. */
export const isBad = (word: StatusWord): boolean => word === 'failed' || word === 'timedOut';

export const isUnderWay = (word: StatusWord): boolean =>
  word === 'running' || word === 'starting' || word === 'retrying' || word === 'waiting';
