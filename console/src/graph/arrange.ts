import dagre from '@dagrejs/dagre';
import { gap, type Point } from './measures.ts';

export interface Sized {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export interface Line {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Room for what stands at the line. */
  readonly label: number;
}

export interface Arranged {
  readonly width: number;
  readonly height: number;
  readonly at: ReadonlyMap<string, Point>;
  readonly lines: ReadonlyMap<string, readonly Point[]>;
  /** Lines that lead back to what was before. */
  readonly back: readonly Line[];
}

/** Puts the boxes of one scope in rows, from top to bottom. Lines that lead back take no part in it. */
export function arrange(boxes: readonly Sized[], lines: readonly Line[], start: string | undefined): Arranged {
  const back = backLines(boxes, lines, start);
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: gap.column, ranksep: gap.row, edgesep: 16 });
  for (const box of boxes) {
    graph.setNode(box.id, { width: box.width, height: box.height });
  }
  for (const line of lines) {
    if (!back.has(line)) {
      const label = line.label > 0 ? { width: line.label, height: 20, labelpos: 'c' } : { width: 0, height: 0 };
      graph.setEdge(line.from, line.to, label, line.id);
    }
  }
  dagre.layout(graph);
  return {
    width: Math.ceil(graph.graph().width ?? 0),
    height: Math.ceil(graph.graph().height ?? 0),
    at: new Map(boxes.map((box) => [box.id, corner(graph.node(box.id), box)])),
    lines: new Map(graph.edges().map((edge) => [edge.name ?? '', graph.edge(edge).points as Point[]])),
    back: [...back],
  };
}

const corner = (middle: Point, box: Sized): Point => ({
  x: Math.round(middle.x - box.width / 2),
  y: Math.round(middle.y - box.height / 2),
});

/** Lines that close a circle, when one walks from the start in written order. Iterative, as a chain may be long. */
function backLines(boxes: readonly Sized[], lines: readonly Line[], start: string | undefined): Set<Line> {
  const out = new Map<string, Line[]>();
  for (const line of lines) {
    out.set(line.from, [...(out.get(line.from) ?? []), line]);
  }
  const back = new Set<Line>();
  const state = new Map<string, 'open' | 'done'>();
  for (const root of [...(start === undefined ? [] : [start]), ...boxes.map((box) => box.id)]) {
    const stack = state.has(root) ? [] : [{ id: root, next: 0 }];
    state.set(root, state.get(root) ?? 'open');
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const line = out.get(top.id)?.[top.next];
      top.next += 1;
      if (line === undefined) {
        state.set(top.id, 'done');
        stack.pop();
      } else if (state.get(line.to) === 'open') {
        back.add(line);
      } else if (!state.has(line.to)) {
        state.set(line.to, 'open');
        stack.push({ id: line.to, next: 0 });
      }
    }
  }
  return back;
}
