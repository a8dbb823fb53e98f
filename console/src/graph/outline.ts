import type { components } from '../api/schema.gen.ts';

export type Outline = components['schemas']['Outline'];
export type OutlineState = components['schemas']['State'];
export type OutlineScope = components['schemas']['Scope'];
export type OutlineEdge = components['schemas']['Edge'];

/** An outline with the ways through it that pictures need. */
export interface Lookup {
  readonly outline: Outline;
  /** Scopes that a state runs, by the state's id. */
  readonly inner: ReadonlyMap<number, readonly OutlineScope[]>;
  /** How deep each scope lies, by its id. */
  readonly depths: readonly number[];
}

export function lookup(outline: Outline): Lookup {
  const inner = new Map<number, OutlineScope[]>();
  const depths: number[] = [];
  // A scope comes after the one that its owner lies in.
  for (const scope of outline.scopes) {
    const owner = scope.owner === undefined ? undefined : outline.states[scope.owner.state];
    depths[scope.id] = owner === undefined ? 0 : (depths[owner.scope] ?? 0) + 1;
    if (owner !== undefined) {
      inner.set(owner.id, [...(inner.get(owner.id) ?? []), scope]);
    }
  }
  return { outline, inner, depths };
}

export const edgeKey = (state: number, edge: Pick<OutlineEdge, 'kind' | 'ordinal'>): string =>
  `${state}/${edge.kind}/${edge.ordinal}`;

/** Ways on that are drawn as lines; a Retry is told at its state. */
export const linesOf = (state: OutlineState): readonly OutlineEdge[] =>
  state.edges.filter((edge) => edge.kind !== 'Retry');

/** All states as they are written, what lies in a state right behind it. Iterative, as scopes may lie deep. */
export function inOrder(flow: Lookup): OutlineState[] {
  const found: OutlineState[] = [];
  const stack = [...(flow.outline.scopes[0]?.states ?? [])].reverse();
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const state = flow.outline.states[id];
    if (state !== undefined) {
      found.push(state);
      stack.push(...(flow.inner.get(id) ?? []).flatMap((scope) => scope.states).reverse());
    }
  }
  return found;
}
