import { Background, Controls, type NodeMouseHandler, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsDark } from '../prefs/preferences.ts';
import { isBad, isUnderWay } from '../status/vocabulary.ts';
import { GraphContext } from './GraphContext.ts';
import { GraphTools } from './GraphTools.tsx';
import type { Picture } from './layout.ts';
import { createMarkStore, type Marks, noMarks } from './marks.ts';
import { Overview } from './Overview.tsx';
import type { Outline } from './outline.ts';
import { type GraphEdge, StateEdge } from './StateEdge.tsx';
import { type GraphNode, StateNode } from './StateNode.tsx';
import { usePicture } from './usePicture.ts';
import { large, useView } from './useView.ts';

const nodeTypes = { box: StateNode };
const edgeTypes = { way: StateEdge };

interface Shown {
  readonly outline: Outline;
  /** Of an execution; left out for a flow by itself. */
  readonly marks?: Marks | undefined;
  readonly chosen: number | undefined;
  readonly onChoose: (state: number | undefined) => void;
}

/** A flow as a picture: what runs in it, what failed, and which ways were taken. */
export function FlowGraph(shown: Shown) {
  const { t } = useTranslation();
  const keep = useMemo(() => interesting(shown.marks, shown.chosen), [shown.marks, shown.chosen]);
  const picture = usePicture(shown.outline, keep);
  return (
    <div className="graph" role="group" aria-label={t('graph.label')}>
      {picture === undefined ? (
        <p className="graph-waits" aria-busy="true">
          {t('graph.waits')}
        </p>
      ) : picture === null ? (
        <p className="graph-waits" role="alert">
          {t('graph.none')}
        </p>
      ) : (
        <ReactFlowProvider>
          <Canvas {...shown} picture={picture} />
        </ReactFlowProvider>
      )}
    </div>
  );
}

/** What stays open in a large flow: what is chosen, has failed, or runs. */
function interesting(marks: Marks | undefined, chosen: number | undefined): readonly number[] {
  const telling = [...(marks?.states ?? [])]
    .filter(([, mark]) => isBad(mark.word) || isUnderWay(mark.word))
    .map(([id]) => id);
  return [...new Set([...(chosen === undefined ? [] : [chosen]), ...telling])].slice(0, 50).toSorted((a, b) => a - b);
}

function Canvas({ outline, marks, chosen, onChoose, picture }: Shown & { picture: Picture }) {
  const { t } = useTranslation();
  const isDark = useIsDark();
  const [store] = useState(createMarkStore);
  useEffect(() => store.set(marks ?? noMarks), [store, marks]);
  const hasRun = marks !== undefined;
  const subject = useMemo(() => ({ outline, marks: store, chosen, hasRun }), [outline, store, chosen, hasRun]);
  const { nodes, edges } = useMemo(() => drawn(picture, t('graph.way')), [picture, t]);
  useView(picture, chosen, marks);
  const onNodeClick: NodeMouseHandler<GraphNode> = (_, node) => {
    const { states } = node.data.placed;
    onChoose(states.length === 1 ? states[0] : undefined);
  };
  return (
    <GraphContext value={subject}>
      <ReactFlow<GraphNode, GraphEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        colorMode={isDark ? 'dark' : 'light'}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        onlyRenderVisibleElements
        minZoom={0.05}
        onNodeClick={onNodeClick}
        onPaneClick={() => onChoose(undefined)}
        proOptions={{ hideAttribution: true }}
        ariaLabelConfig={{
          'controls.ariaLabel': t('graph.controls'),
          'controls.zoomIn.ariaLabel': t('graph.zoomIn'),
          'controls.zoomOut.ariaLabel': t('graph.zoomOut'),
          'controls.fitView.ariaLabel': t('graph.fit'),
          'minimap.ariaLabel': t('graph.map'),
          // Nothing in the picture takes the focus: the list beside it is for the keyboard.
          'node.a11yDescription.default': '',
          'node.a11yDescription.keyboardDisabled': '',
          'edge.a11yDescription.default': '',
        }}
      >
        <Background />
        <Controls showInteractive={false} />
        {picture.nodes.length > large ? <Overview picture={picture} marks={marks ?? noMarks} /> : null}
        <GraphTools picture={picture} outline={outline} marks={marks ?? noMarks} />
      </ReactFlow>
    </GraphContext>
  );
}

function drawn(picture: Picture, way: string): { nodes: GraphNode[]; edges: GraphEdge[] } {
  const nodes = picture.nodes.map(
    (placed): GraphNode => ({
      id: placed.id,
      type: 'box',
      position: { x: placed.x, y: placed.y },
      width: placed.width,
      height: placed.height,
      zIndex: placed.depth,
      data: { placed },
    }),
  );
  const edges = picture.edges.map(
    (placed): GraphEdge => ({
      id: placed.id,
      type: 'way',
      source: placed.from,
      target: placed.to,
      ariaLabel: way,
      zIndex: 1000,
      data: { placed },
    }),
  );
  return { nodes, edges };
}
