import { expect, test } from 'vitest';
import { light } from '../look/tokens.ts';
import classic from './classic.outline.json' with { type: 'json' };
import { fold, mostBoxes } from './fold.ts';
import { layout, type Picture, type PlacedNode } from './layout.ts';
import { noMarks } from './marks.ts';
import orders from './orders.outline.json' with { type: 'json' };
import { inOrder, lookup, type Outline } from './outline.ts';
import { toSvg } from './svg.ts';

const flows = { orders: orders as Outline, classic: classic as Outline };
const none = new Set<number>();

function made(count: number, leadsTo: (id: number) => readonly number[]): Outline {
  const edge = (target: number | null, ordinal: number, of: number) => ({
    kind: of > 1 ? ('Option' as const) : ('Next' as const),
    ordinal,
    target,
    line: 1,
    column: 1,
    condition: of > 1 ? 'x' : undefined,
  });
  const ids = Array.from({ length: count }, (_, id) => id);
  return {
    language: 'StateMachine',
    name: null,
    scopes: [{ id: 0, start: 0, states: ids, line: 1, column: 1 }],
    states: ids.map((id) => ({
      id,
      name: `s${id}`,
      path: `s${id}`,
      kind: leadsTo(id).length > 1 ? 'Choice' : 'Pass',
      scope: 0,
      isReachable: true,
      line: 1,
      column: 1,
      edges:
        leadsTo(id).length === 0
          ? [edge(null, 0, 1)]
          : leadsTo(id).map((target, i) => edge(target, i, leadsTo(id).length)),
    })),
  };
}

const chain = (count: number) => made(count, (id) => (id + 1 < count ? [id + 1] : []));
const ladder = (count: number) => made(count, (id) => [id + 1, id + 2].filter((next) => next < count));

const isInside = (inner: PlacedNode, outer: PlacedNode) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

const overlaps = (a: PlacedNode, b: PlacedNode) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function faults(picture: Picture): string[] {
  const found: string[] = [];
  for (const [i, a] of picture.nodes.entries()) {
    for (const b of picture.nodes.slice(i + 1)) {
      if (overlaps(a, b) && !isInside(b, a)) {
        found.push(`${a.id} over ${b.id}`);
      }
    }
  }
  return found;
}

test.each(Object.entries(flows))(
  'in the picture of %s nothing lies over another thing, and what is inside is inside',
  (_, outline) => {
    expect(faults(layout(outline, none))).toEqual([]);
  },
);

test.each(Object.entries(flows))('every state of %s is there, and every way to another one', (_, outline) => {
  const picture = layout(outline, none);
  const ways = outline.states.flatMap((state) =>
    state.edges.filter((edge) => edge.kind !== 'Retry' && edge.target !== null),
  );

  expect(picture.nodes.flatMap((node) => node.states).toSorted((a, b) => a - b)).toEqual(
    outline.states.map((state) => state.id),
  );
  expect(
    picture.edges.filter((edge) => edge.points.length > 1).flatMap((edge) => edge.keys).length,
  ).toBeGreaterThanOrEqual(ways.length);
});

test.each(Object.entries(flows))('the same outline of %s gives the same picture', async (name, outline) => {
  const words = {
    kind: (state: Outline['states'][number]) => state.kind,
    status: () => undefined,
    run: (count: number) => `${count} states`,
    byDefault: 'default',
  };

  await expect(toSvg(layout(outline, none), outline, noMarks, words, light)).toMatchFileSnapshot(`golden/${name}.svg`);
});

test('a chain of ten thousand states is one box, and what runs in it stays open', () => {
  const flow = chain(10_000);
  const boxes = fold(lookup(flow), new Set([5_000])).boxes.get(0) ?? [];

  expect(boxes.map((box) => box.states.length)).toEqual([5_000, 1, 4_999]);
  expect(layout(flow, none).nodes).toHaveLength(1);
});

test('ten thousand states that no shape makes small are never more than can be drawn', () => {
  const picture = layout(ladder(10_000), new Set([7_777]));

  expect(picture.nodes.length).toBeLessThanOrEqual(mostBoxes);
  expect(picture.nodes.some((node) => node.kind === 'state' && node.states[0] === 7_777)).toBe(true);
  expect(new Set(picture.nodes.flatMap((node) => node.states)).size).toBe(10_000);
});

test('a way back runs to the left of what it passes', () => {
  const picture = layout(
    made(3, (id) => (id === 2 ? [0] : [id + 1])),
    none,
  );
  const back = picture.edges.filter((edge) => edge.isBack);

  expect(back).toHaveLength(1);
  expect(Math.min(...back.flatMap((edge) => edge.points.map((at) => at.x)))).toBeLessThan(
    Math.min(...picture.nodes.map((node) => node.x)),
  );
});

test('in the list what lies in a state comes right behind it', () => {
  expect(inOrder(lookup(flows.orders)).map((state) => state.name)).toEqual([
    'size',
    'review',
    'prepare',
    'reserve',
    'label',
    'pack',
    'wrap',
    'weigh',
    'ship',
    'apologise',
    'refuse',
  ]);
});
