import { Segmented } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outline } from '../graph/outline.ts';
import { StateList } from '../graph/StateList.tsx';
import { Empty, Panel } from '../panel/Panel.tsx';
import { patient } from '../panel/patient.ts';

const FlowGraph = lazy(async () => ({ default: (await patient(() => import('../graph/FlowGraph.tsx'))).FlowGraph }));
const FlowDiff = lazy(() => patient(() => import('../text/FlowDiff.tsx')));

const views = ['graph', 'diff'] as const;

interface Shown {
  readonly outline: Outline | undefined;
  readonly chosen: number | undefined;
  readonly onChoose: (id: number | undefined) => void;
  readonly text: string;
  /** What it is compared with; undefined for a flow that is new. */
  readonly saved: string | undefined;
}

/** What is written, as a picture; and what of it has changed. */
export function DraftPanel({ outline, chosen, onChoose, text, saved }: Shown) {
  const { t } = useTranslation();
  const [view, setView] = useState<(typeof views)[number]>('graph');
  const graph =
    outline === undefined ? (
      <Empty title={t('editor.noGraph')} />
    ) : (
      <>
        <div className="graph-place wide-only">
          <Suspense>
            <FlowGraph outline={outline} chosen={chosen} onChoose={onChoose} />
          </Suspense>
        </div>
        <div className="narrow-only">
          <StateList outline={outline} chosen={chosen} onChoose={onChoose} />
        </div>
      </>
    );
  const diff =
    saved === undefined || text === saved ? (
      <Empty title={t('editor.unchanged')} />
    ) : (
      <div className="graph-place">
        <Suspense>
          <FlowDiff before={saved} after={text} label={t('editor.diff')} />
        </Suspense>
      </div>
    );
  const shown = saved === undefined ? 'graph' : view;
  return (
    <Panel
      title={t(shown === 'graph' ? 'graph.title' : 'editor.diff')}
      beside={
        saved === undefined ? null : (
          <Segmented
            size="small"
            aria-label={t('graph.view')}
            value={view}
            onChange={setView}
            options={views.map((value) => ({ value, label: t(value === 'graph' ? 'graph.graph' : 'editor.diff') }))}
          />
        )
      }
    >
      {shown === 'graph' ? graph : diff}
    </Panel>
  );
}
