import { type Lookup, linesOf, type OutlineScope } from './outline.ts';

/** What stands for one or many states in a picture. */
export interface Box {
  readonly scope: number;
  /** One state, or those that the box stands for. */
  readonly states: readonly number[];
}

export interface Folded {
  /** The boxes of each scope that is open, by the scope's id. */
  readonly boxes: ReadonlyMap<number, readonly Box[]>;
  /** States whose scopes are not drawn. */
  readonly closed: ReadonlySet<number>;
}

export const mostBoxes = 500;
/** dagre recurses, so that it is never given more than this at once. */
export const mostInScope = 300;

/**
 * Chooses what is drawn, so that it never is too much: straight runs become one box, and what lies deepest is closed first.
 * What is in `keep` stays a box of its own, and the scopes around it stay open.
 */
export function fold(flow: Lookup, keep: ReadonlySet<number>): Folded {
  const isSmall = flow.outline.states.length <= mostBoxes;
  const kept = withAround(flow, keep);
  const order = flow.outline.scopes.toSorted((a, b) => rank(flow, kept, a) - rank(flow, kept, b) || a.id - b.id);
  const boxes = new Map<number, readonly Box[]>();
  const closed = new Set<number>();
  let drawn = 0;
  for (const scope of order) {
    const owner = scope.owner?.state;
    const isHidden = owner !== undefined && (closed.has(owner) || !isDrawn(flow, boxes, owner));
    const own = isHidden ? [] : boxesOf(flow, scope, keep, kept, isSmall);
    if (owner !== undefined && (isHidden || (drawn + own.length > mostBoxes && !kept.has(owner)))) {
      closed.add(owner);
    } else {
      boxes.set(scope.id, own);
      drawn += own.length;
    }
  }
  return { boxes: withoutClosed(flow, boxes, closed), closed };
}

/** Scopes by depth, those first that hold what has to stay. */
const rank = (flow: Lookup, kept: ReadonlySet<number>, scope: OutlineScope): number =>
  (flow.depths[scope.id] ?? 0) * 2 + (scope.owner !== undefined && kept.has(scope.owner.state) ? 0 : 1);

function withAround(flow: Lookup, keep: ReadonlySet<number>): Set<number> {
  const kept = new Set<number>();
  for (const id of keep) {
    for (let at: number | undefined = id; at !== undefined && !kept.has(at); ) {
      kept.add(at);
      const scope: number | undefined = flow.outline.states[at]?.scope;
      at = scope === undefined ? undefined : flow.outline.scopes[scope]?.owner?.state;
    }
  }
  return kept;
}

function isDrawn(flow: Lookup, boxes: ReadonlyMap<number, readonly Box[]>, state: number): boolean {
  const scope = flow.outline.states[state]?.scope ?? 0;
  return (boxes.get(scope) ?? []).some((box) => box.states.length === 1 && box.states[0] === state);
}

/** One branch that was closed closes its whole state: half a Parallel would look like all of it. */
function withoutClosed(flow: Lookup, boxes: Map<number, readonly Box[]>, closed: ReadonlySet<number>) {
  for (const scope of flow.outline.scopes) {
    if (scope.owner !== undefined && (closed.has(scope.owner.state) || !isDrawn(flow, boxes, scope.owner.state))) {
      boxes.delete(scope.id);
    }
  }
  return boxes;
}

function boxesOf(
  flow: Lookup,
  scope: OutlineScope,
  keep: ReadonlySet<number>,
  kept: ReadonlySet<number>,
  isSmall: boolean,
): readonly Box[] {
  const single = scope.states.map((id): Box => ({ scope: scope.id, states: [id] }));
  if (isSmall && single.length <= mostInScope) {
    return single;
  }
  const runs = straightRuns(flow, scope, (id) => kept.has(id) || keep.has(id));
  return runs.length <= mostInScope ? runs : heaps(runs, kept);
}

/** States one behind the other, with no other way in or out, as one box; two are not worth it. */
function straightRuns(flow: Lookup, scope: OutlineScope, stays: (id: number) => boolean): Box[] {
  const ways = new Map<number, number>();
  for (const id of scope.states) {
    for (const edge of linesOf(flow.outline.states[id] ?? nothing)) {
      ways.set(edge.target ?? -1, (ways.get(edge.target ?? -1) ?? 0) + 1);
    }
  }
  const onlyNext = (id: number): number | undefined => {
    const lines = linesOf(flow.outline.states[id] ?? nothing);
    return lines.length === 1 && lines[0]?.kind === 'Next' ? (lines[0].target ?? undefined) : undefined;
  };
  const isPlain = (id: number) =>
    !flow.inner.has(id) && !stays(id) && linesOf(flow.outline.states[id] ?? nothing).length <= 1;
  const follows = (id: number, after: number) => onlyNext(after) === id && ways.get(id) === 1 && isPlain(after);
  const runs: number[][] = [];
  for (const id of scope.states) {
    const last = runs.at(-1);
    if (last !== undefined && isPlain(id) && follows(id, last.at(-1) ?? -1)) {
      last.push(id);
    } else {
      runs.push([id]);
    }
  }
  return runs.flatMap((states) =>
    states.length > 2 ? [{ scope: scope.id, states }] : states.map((id) => ({ scope: scope.id, states: [id] })),
  );
}

/** What no shape makes small is put together by the order in which it is written. */
function heaps(runs: readonly Box[], kept: ReadonlySet<number>): Box[] {
  const size = Math.ceil(runs.length / (mostInScope / 2));
  const result: Box[] = [];
  let heap: number[] = [];
  const scope = runs[0]?.scope ?? 0;
  const flush = () => {
    if (heap.length > 0) {
      result.push({ scope, states: heap });
    }
    heap = [];
  };
  let held = 0;
  for (const box of runs) {
    if (box.states.some((id) => kept.has(id)) && result.length < mostInScope - 2) {
      flush();
      result.push(box);
      held = 0;
      continue;
    }
    heap = heap.concat(box.states);
    held += 1;
    if (held >= size) {
      flush();
      held = 0;
    }
  }
  flush();
  return result;
}

const nothing = { edges: [] as never[] } as unknown as Lookup['outline']['states'][number];
