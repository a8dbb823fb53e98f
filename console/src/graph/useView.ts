import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, useState } from 'react';
import { isBad, isUnderWay } from '../status/vocabulary.ts';
import type { Picture, PlacedNode } from './layout.ts';
import type { Marks } from './marks.ts';

/** From so many boxes on, all of it at once is too small to read. */
export const large = 40;
/** Below this zoom names cannot be read. */
const readable = 0.5;
/** So many rows of it show how a flow begins. */
const firstRows = 8;

/** The first view is of what failed, else of what runs, else of all, or of the beginning of what is large; then of what is chosen. */
export function useView(picture: Picture, chosen: number | undefined, marks: Marks | undefined): void {
  const flow = useReactFlow();
  const store = useStoreApi();
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
    if (chosen !== undefined && node !== undefined && !isInView(node, store.getState())) {
      void flow.setCenter(node.x + node.width / 2, node.y + Math.min(node.height, 300) / 2, {
        zoom: Math.max(flow.getZoom(), 0.7),
      });
    }
  }, [flow, store, picture, chosen]);
}

/** What is in sight already stays where it is, or it would run away under the pointer. */
function isInView(
  node: PlacedNode,
  view: { width: number; height: number; transform: [number, number, number] },
): boolean {
  const [left, top, zoom] = view.transform;
  const [x, y] = [node.x * zoom + left, node.y * zoom + top];
  const isReadable = zoom >= readable;
  return isReadable && x >= 0 && y >= 0 && x + node.width * zoom <= view.width && y + node.height * zoom <= view.height;
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
