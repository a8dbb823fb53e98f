import type { BatchAction } from '../api/batches.ts';
import { call, rawJson } from '../api/call.ts';
import type { ExecutionRef, FoundExecution } from '../api/queries.ts';
import { hasEnded } from '../status/vocabulary.ts';
import { bodyOf, type Terms } from './batchOf.ts';

/** Whether an action can be done to an execution that stands so. */
export function fits(action: BatchAction, { status }: Pick<FoundExecution, 'status'>): boolean {
  switch (action) {
    case 'stop':
      return !hasEnded(status);
    case 'redrive':
      return hasEnded(status) && status !== 'Succeeded';
    case 'rerun':
    case 'delete':
      return hasEnded(status);
  }
}

/** Does it to one. */
export function doTo({ flow, name }: ExecutionRef, action: BatchAction, chosen: Required<Terms>): Promise<unknown> {
  const { input, ...terms } = bodyOf(action, chosen);
  const body = input === undefined ? terms : { ...terms, input: rawJson(input) };
  switch (action) {
    case 'stop':
      return call('POST', '/executions/{flow}/{name}/stop', { path: { flow, name }, body });
    case 'redrive':
      return call('POST', '/executions/{flow}/{name}/redrive', { path: { flow, name }, body });
    case 'rerun':
      return call('POST', '/executions/{flow}/{execution}/rerun', { path: { flow, execution: name }, body });
    case 'delete':
      return call('DELETE', '/executions/{flow}/{name}', { path: { flow, name } });
  }
}

/** So many at once: the server's other callers want to be heard, too. */
const atOnce = 4;

/** Does something to each, a few at a time, and tells how each went; one that fails holds up none of the others. */
export async function each<T>(
  items: readonly T[],
  act: (item: T) => Promise<unknown>,
  onDone: (item: T, problem: Error | undefined) => void,
): Promise<void> {
  const left = [...items];
  const work = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) {
      const problem = await act(item).then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
      );
      onDone(item, problem);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
