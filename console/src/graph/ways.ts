import type { Line } from './arrange.ts';
import { edgeKey, type Lookup, linesOf, type OutlineEdge, type OutlineScope } from './outline.ts';

export interface Way extends Line {
  readonly kind: OutlineEdge['kind'];
  readonly keys: string[];
  readonly text: string | undefined;
}

/** Where what ends a scope otherwise than by its last state comes to. */
export const endOf = (scope: OutlineScope): string => `end-${scope.id}`;

/** What leads from box to box. The plain end of a scope needs no line: there is nothing behind it. */
export function waysOf(flow: Lookup, scope: OutlineScope, home: ReadonlyMap<number, string>): Way[] {
  const ways = new Map<string, Way>();
  for (const id of scope.states) {
    const state = flow.outline.states[id];
    for (const edge of state === undefined ? [] : linesOf(state)) {
      const from = home.get(id) ?? '';
      const to = edge.target === null ? (edge.kind === 'Next' ? undefined : endOf(scope)) : home.get(edge.target);
      // Inside of a box that stands for many there is nothing to draw; a state that leads to itself is a line.
      if (to === undefined || (to === from && (edge.target !== id || from.startsWith('run')))) {
        continue;
      }
      const key = edgeKey(id, edge);
      const way = `${from}>${to}/${edge.kind}`;
      const text = labelOf(edge);
      const known = text === undefined ? ways.get(way) : undefined;
      if (known === undefined) {
        ways.set(text === undefined ? way : `${way}/${key}`, {
          id: `way-${key}`,
          from,
          to,
          kind: edge.kind,
          keys: [key],
          text,
          label: text === undefined ? 0 : Math.min(text.length, labelLength) * 7 + 12,
        });
      } else {
        known.keys.push(key);
      }
    }
  }
  return [...ways.values()];
}

export const labelLength = 24;

function labelOf(edge: OutlineEdge): string | undefined {
  switch (edge.kind) {
    case 'Option':
      return edge.condition ?? '';
    case 'Catch':
      return edge.errors?.join(', ') ?? '';
    default:
      return undefined;
  }
}
