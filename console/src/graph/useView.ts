import { useReactFlow } from '@xyflow/react';
import { useEffect, useState } from 'react';
import { isBad, isUnderWay } from '../status/vocabulary.ts';
import type { Picture, PlacedNode } from './layout.ts';
import type { Marks } from './marks.ts';

/** From so many boxes on, all of it at once is too small to read. */
export const large = 40;
/** So many rows of it show how a flow begins. */
const firstRows = 8;

/** The first view is of what failed, else of what runs, else of all, or of the beginning of what is large; then of what is chosen. */
export function useView(picture: Picture, chosen: number | undefined, marks: Marks | undefined): void {
  const flow = useReactFlow();
  const [looked, setLooked] = useState(false);
  useEffect(() => {
    if (!looked && (marks === undefined || marks.states.size > 0)) {
      setLooked(true);
      const nodes = picture.nodes.length > large ? firstLook(picture, marks) : undefined;
      void flow.fitView({ ...(nodes === undefined ? {} : { nodes }), padding: 0.1, maxZoom: 1 });
    }
  }, [flow, looked, picture, marks]);
  useEffect(() => {
    const node = picture.nodes.find((each) => each.states.length === 1 && each.states[0] === chosen);
    if (chosen !== undefined && node !== undefined) {
      void flow.setCenter(node.x + node.width / 2, node.y + Math.min(node.height, 300) / 2, {
        zoom: Math.max(flow.getZoom(), 0.7),
      });
    }
  }, [flow, picture, chosen]);
}

function firstLook(picture: Picture, marks: Marks | undefined): { id: string }[] {
  const has = (node: PlacedNode, is: typeof isBad) =>
    node.states.some((id) => is(marks?.states.get(id)?.word ?? 'queued'));
  const telling =
    picture.nodes.findLast((node) => has(node, isBad)) ?? picture.nodes.findLast((node) => has(node, isUnderWay));
  if (telling !== undefined) {
    return [{ id: telling.id }];
  }
  const rows = [...new Set(picture.nodes.map((node) => node.y))].toSorted((a, b) => a - b);
  const last = rows[Math.min(firstRows, rows.length) - 1] ?? 0;
  return picture.nodes.filter((node) => node.y <= last && node.kind !== 'lane').map(({ id }) => ({ id }));
}
