import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { memo, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { toneOf } from '../status/vocabulary.ts';
import { GraphContext, useMark } from './GraphContext.ts';
import { KindIcon } from './KindIcon.tsx';
import type { PlacedNode } from './layout.ts';
import { StateFact } from './StateFact.tsx';

export type GraphNode = Node<{ placed: PlacedNode }, 'box'>;

/** Whatever stands in a picture: a state, a container, a lane, or what stands for many states. */
export const StateNode = memo(function StateNode({ data: { placed } }: NodeProps<GraphNode>) {
  const { t } = useTranslation();
  const { outline, chosen, hasRun } = useContext(GraphContext);
  const id = placed.states[0] ?? -1;
  const mark = useMark(placed.kind === 'run' ? -1 : id);
  const state = outline.states[id];
  const tone = mark === undefined ? '' : ` tone-${toneOf(mark.word)}`;
  const isChosen = placed.states.length === 1 && chosen === id;
  return (
    <div
      className={`node node-${placed.kind}${tone}${isChosen ? ' node-chosen' : ''}${mark === undefined && hasRun ? ' node-idle' : ''}`}
    >
      <Handle type="target" position={Position.Top} isConnectable={false} />
      {placed.kind === 'run' ? (
        <span className="node-name">{t('graph.run', { count: placed.states.length })}</span>
      ) : null}
      {placed.kind === 'run' || state === undefined ? null : (
        <>
          <span className="node-name" title={state.name}>
            <KindIcon kind={state.kind} />
            <span data-raw>{state.name}</span>
          </span>
          <StateFact state={state} mark={mark} hasRun={hasRun} />
        </>
      )}
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </div>
  );
});
