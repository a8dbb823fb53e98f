import type { FoundExecution } from '../api/queries.ts';

export const idOf = (execution: { flow: string; name: string }): string => `${execution.flow}/${execution.name}`;

/** Rows as they stand now: one that has changed is another object, and any other the same. */
export function patched<T extends FoundExecution>(
  rows: readonly T[],
  changes: ReadonlyMap<string, Partial<FoundExecution>>,
): readonly T[] {
  let hasChanged = false;
  const after = rows.map((row) => {
    const change = changes.get(idOf(row));
    if (change === undefined || Object.entries(change).every(([name, value]) => row[name as keyof T] === value)) {
      return row;
    }
    hasChanged = true;
    return { ...row, ...change };
  });
  return hasChanged ? after : rows;
}

export interface News {
  /** Those that have come since, newest first. */
  readonly fresh: readonly FoundExecution[];
  /** Between them and what is shown there may be others. */
  readonly hasGap: boolean;
}

/** What of the newest page stands above all that is shown. */
export function newsOf(shown: readonly FoundExecution[], newest: readonly FoundExecution[], isAll: boolean): News {
  const known = new Set(shown.map(idOf));
  const first = newest.findIndex((row) => known.has(idOf(row)));
  if (first >= 0) {
    return { fresh: newest.slice(0, first), hasGap: false };
  }
  return { fresh: newest, hasGap: !isAll && newest.length > 0 };
}

/** What an event says of an execution that has ended is final, also of what it does not name. */
export function changeOf(event: {
  status: FoundExecution['status'];
  stopped?: string;
  error?: string;
}): Partial<FoundExecution> {
  const { status, stopped, error } = event;
  const isOver = stopped !== undefined;
  return {
    status,
    ...(stopped === undefined ? {} : { stopped }),
    ...(error === undefined ? {} : { error }),
    ...(isOver ? { retrying: false, waiting: false } : {}),
  };
}
