import { type Edge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTaken } from './GraphContext.ts';
import type { PlacedEdge } from './layout.ts';
import { headOf, middleOf, pathOf } from './shapes.ts';
import { clip } from './text.ts';
import { labelLength } from './ways.ts';

export type GraphEdge = Edge<{ placed: PlacedEdge }, 'way'>;

export const StateEdge = memo(function StateEdge({ data }: EdgeProps<GraphEdge>) {
  const { t } = useTranslation();
  const placed = data?.placed;
  const taken = useTaken(placed?.keys ?? []);
  if (placed === undefined || placed.points.length < 2) {
    return null;
  }
  const middle = middleOf(placed.points);
  const text = placed.kind === 'Default' ? t('graph.default') : placed.label;
  const times = taken > 1 ? `×${taken}` : '';
  return (
    <g className={`way way-${placed.kind}${taken > 0 ? ' way-taken' : ''}`}>
      <path className="way-line" d={pathOf(placed.points)} />
      <polygon className="way-head" points={headOf(placed.points)} />
      {text === undefined && times === '' ? null : (
        <EdgeLabelRenderer>
          <span
            className={`way-label way-${placed.kind}`}
            style={{ transform: `translate(-50%, -50%) translate(${middle.x}px, ${middle.y}px)` }}
            title={text}
            {...(placed.kind === 'Default' ? {} : { 'data-raw': true })}
          >
            {text === undefined ? '' : clip(text, labelLength)} {times}
          </span>
        </EdgeLabelRenderer>
      )}
    </g>
  );
});
