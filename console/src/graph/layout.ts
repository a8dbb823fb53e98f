import { arrange } from './arrange.ts';
import { type Box, type Folded, fold } from './fold.ts';
import { card, gap, gutter, mark, type Point, padding, title } from './measures.ts';
import { type Lookup, lookup, type Outline, type OutlineEdge, type OutlineScope } from './outline.ts';
import { endOf, waysOf } from './ways.ts';

export interface PlacedNode {
  readonly id: string;
  readonly kind: 'state' | 'run' | 'container' | 'lane' | 'end';
  /** One, but for a run; none for lanes and ends. */
  readonly states: readonly number[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly depth: number;
}

export interface PlacedEdge {
  readonly id: string;
  /** Ids of the nodes. */
  readonly from: string;
  readonly to: string;
  /** Of the ways that the line stands for: those between the same boxes are drawn once. */
  readonly keys: readonly string[];
  readonly kind: OutlineEdge['kind'];
  readonly label: string | undefined;
  readonly points: readonly Point[];
  readonly isBack: boolean;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** The picture of a flow: the same outline always gives the same one. */
export function layout(outline: Outline, keep: ReadonlySet<number>): Picture {
  const flow = lookup(outline);
  const folded = fold(flow, keep);
  const drawn = new Map<number, Drawn>();
  const inside = flow.outline.scopes
    .filter((scope) => folded.boxes.has(scope.id))
    .toSorted((a, b) => (flow.depths[b.id] ?? 0) - (flow.depths[a.id] ?? 0));
  for (const scope of inside) {
    drawn.set(scope.id, draw(flow, folded, scope, drawn));
  }
  const root = drawn.get(0);
  const [nodes, edges]: [PlacedNode[], PlacedEdge[]] = [[], []];
  const queue: { drawn: Drawn; x: number; y: number }[] =
    root === undefined ? [] : [{ drawn: root, x: padding, y: padding }];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { x, y } = next;
    nodes.push(...next.drawn.nodes.map((node) => ({ ...node, x: node.x + x, y: node.y + y })));
    edges.push(
      ...next.drawn.edges.map((edge) => ({ ...edge, points: edge.points.map((at) => ({ x: at.x + x, y: at.y + y })) })),
    );
    queue.push(...next.drawn.inner.map((inner) => ({ drawn: inner.drawn, x: inner.x + x, y: inner.y + y })));
  }
  const width = (root?.width ?? 0) + 2 * padding;
  return { width, height: (root?.height ?? 0) + 2 * padding, nodes: nodes.sort((a, b) => a.depth - b.depth), edges };
}

/** A scope that has its place for everything in it, but not yet a place itself. */
interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly inner: readonly { drawn: Drawn; x: number; y: number }[];
}

function draw(flow: Lookup, folded: Folded, scope: OutlineScope, drawn: ReadonlyMap<number, Drawn>): Drawn {
  const boxes = folded.boxes.get(scope.id) ?? [];
  const lanesOf = (box: Box) =>
    box.states.length === 1 ? (flow.inner.get(box.states[0] ?? -1) ?? []).filter((lane) => drawn.has(lane.id)) : [];
  const sized = boxes.map((box) => ({
    id: idOf(box),
    box,
    ...sizeOf(lanesOf(box).map((lane) => drawn.get(lane.id) as Drawn)),
  }));
  const home = new Map(boxes.flatMap((box) => box.states.map((state) => [state, idOf(box)] as const)));
  const ways = waysOf(flow, scope, home);
  const end = ways.some((way) => way.to === endOf(scope)) ? [{ id: endOf(scope), ...mark }] : [];
  const placed = arrange([...sized, ...end], ways, scope.start === null ? undefined : home.get(scope.start));
  const depth = (flow.depths[scope.id] ?? 0) * 2;
  const shift = placed.back.length > 0 ? gutter + placed.back.length * 6 : 0;
  const moved = (at: Point): Point => ({ x: at.x + shift, y: at.y });
  const place = (id: string): Point => moved(placed.at.get(id) ?? { x: 0, y: 0 });
  const nodes: PlacedNode[] = end.map((size) => ({ ...size, kind: 'end', states: [], depth, ...place(size.id) }));
  const inner: { drawn: Drawn; x: number; y: number }[] = [];
  for (const { box, width, height, id } of sized) {
    const lanes = lanesOf(box);
    const at = place(id);
    const kind = box.states.length > 1 ? 'run' : lanes.length > 0 ? 'container' : 'state';
    nodes.push({ id, kind, states: box.states, width, height, depth, ...at });
    let x = at.x + padding;
    for (const lane of lanes) {
      const content = drawn.get(lane.id) as Drawn;
      const y = at.y + title;
      nodes.push({
        id: `lane-${lane.id}`,
        kind: 'lane',
        states: [],
        x,
        y,
        depth: depth + 1,
        width: content.width + 2 * padding,
        height: height - title - padding,
      });
      inner.push({ drawn: content, x: x + padding, y: y + padding });
      x += content.width + 2 * padding + gap.lane;
    }
  }
  const edges = ways.map((way): PlacedEdge => {
    const isBack = placed.back.includes(way);
    const points = isBack
      ? backPoints(place(way.from), place(way.to), placed.back.indexOf(way))
      : (placed.lines.get(way.id) ?? []).map(moved);
    return { id: way.id, from: way.from, to: way.to, keys: way.keys, kind: way.kind, label: way.text, points, isBack };
  });
  return { width: placed.width + shift, height: placed.height, nodes, edges, inner };
}

const idOf = (box: Box): string => `${box.states.length > 1 ? 'run' : 'state'}-${box.states[0]}`;

function sizeOf(lanes: readonly Drawn[]): { width: number; height: number } {
  if (lanes.length === 0) {
    return card;
  }
  const width = lanes.reduce((sum, lane) => sum + lane.width + 2 * padding, (lanes.length - 1) * gap.lane);
  const height = Math.max(...lanes.map((lane) => lane.height));
  return { width: Math.max(card.width, width + 2 * padding), height: height + title + 3 * padding };
}

/** Up the left side of everything that lies between. */
function backPoints(from: Point, to: Point, lane: number): Point[] {
  const x = Math.min(from.x, to.x) - gutter / 2 - lane * 6;
  const [low, high] = [from.y + card.height / 2, to.y + card.height / 2];
  return [
    { x: from.x, y: low },
    { x, y: low },
    { x, y: high - 6 },
    { x: to.x, y: high - 6 },
  ];
}
