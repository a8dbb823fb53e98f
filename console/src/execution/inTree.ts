import type { Visit } from './visits.ts';

/** Steps with those in them right behind each, branch by branch, as they were entered. Iterative, as they may lie deep. */
export function inTree(visits: readonly Visit[]): Visit[] {
  const inner = new Map<number | undefined, Visit[]>();
  for (const visit of visits) {
    const around = visit.around?.id;
    const beside = inner.get(around);
    beside === undefined ? inner.set(around, [visit]) : beside.push(visit);
  }
  const of = (around: number | undefined) =>
    // The sort keeps the order of those in the same branch.
    (inner.get(around) ?? []).toSorted((a, b) => a.drive - b.drive || (a.index ?? -1) - (b.index ?? -1)).reverse();
  const found: Visit[] = [];
  const stack = of(undefined);
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    found.push(visit);
    stack.push(...of(visit.id));
  }
  return found;
}
