import { MiniMap } from '@xyflow/react';
import { useCallback, useMemo } from 'react';
import { toneOf } from '../status/vocabulary.ts';
import type { Picture } from './layout.ts';
import type { Marks } from './marks.ts';
import type { GraphNode } from './StateNode.tsx';

const [longest, shortest] = [260, 44];

/** All of a large picture, small: where one is, and what failed. A long chain makes it tall and narrow. */
export function Overview({ picture, marks }: { picture: Picture; marks: Marks }) {
  const size = useMemo(() => {
    const scale = longest / Math.max(picture.width, picture.height, 1);
    return {
      width: Math.max(shortest, Math.min(140, picture.width * scale)),
      height: Math.max(shortest, picture.height * scale),
    };
  }, [picture]);
  const look = useCallback(
    ({ data: { placed } }: GraphNode) => {
      const mark = placed.states.map((id) => marks.states.get(id)).findLast((each) => each !== undefined);
      return `overview-${placed.kind}${mark === undefined ? '' : ` tone-${toneOf(mark.word)}`}`;
    },
    [marks],
  );
  return <MiniMap<GraphNode> pannable zoomable style={size} nodeClassName={look} nodeBorderRadius={4} />;
}
