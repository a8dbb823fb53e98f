import type { Task } from './items.ts';

export type Verdict = 'approved' | 'rejected';

/** A task that was in the list, and why it is not any more. */
export interface Gone {
  readonly task: Task;
  readonly how: Verdict | 'left';
}

const most = 20;

/**
 * What has gone from the list, the latest first.
 * @param isWhole False while there are pages behind those that were read: then a task may just have been pushed off them.
 * @param verdicts What was decided on this page, by the task's id.
 */
export function withGone(
  gone: readonly Gone[],
  before: readonly Task[],
  after: readonly Task[],
  isWhole: boolean,
  verdicts: ReadonlyMap<string, Verdict>,
): readonly Gone[] {
  const waiting = new Set(after.map((task) => task.id));
  const known = new Set(gone.map(({ task }) => task.id));
  const left = before
    .filter((task) => !waiting.has(task.id) && !known.has(task.id) && (isWhole || verdicts.has(task.id)))
    .map((task): Gone => ({ task, how: verdicts.get(task.id) ?? 'left' }));
  return left.length === 0 ? gone : [...left, ...gone].slice(0, most);
}
