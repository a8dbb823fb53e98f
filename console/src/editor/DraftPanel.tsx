import { Segmented } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusal } from '../actions/useRefusal.ts';
import type { Mode } from '../api/queries.ts';
import type { Outline } from '../graph/outline.ts';
import { StateList } from '../graph/StateList.tsx';
import { Empty, Panel, Waiting } from '../panel/Panel.tsx';
import { patient } from '../panel/patient.ts';
import { ReplayPanel } from './ReplayPanel.tsx';

const FlowGraph = lazy(async () => ({ default: (await patient(() => import('../graph/FlowGraph.tsx'))).FlowGraph }));
const TryState = lazy(async () => ({ default: (await patient(() => import('../tries/TryState.tsx'))).TryState }));
const FlowDiff = lazy(() => patient(() => import('../text/FlowDiff.tsx')));

const views = ['graph', 'try', 'replay', 'diff'] as const;
export type DraftView = (typeof views)[number];
const titles = { graph: 'graph.title', try: 'tries.title', replay: 'replays.title', diff: 'editor.diff' } as const;
const words = { graph: 'graph.graph', try: 'tries.run', replay: 'replays.run', diff: 'editor.diff' } as const;

interface Views {
  readonly view: DraftView;
  readonly onView: (view: DraftView) => void;
  readonly draft: Draft;
}

interface Draft {
  readonly flow: string;
  readonly outline: Outline | undefined;
  readonly chosen: number | undefined;
  readonly onChoose: (id: number | undefined) => void;
  readonly text: string;
  readonly mode: Mode;
  readonly onLine: (line: number) => void;
  /** What it is compared with; undefined for a flow that is new. */
  readonly saved: string | undefined;
}

/** What is written, as a picture; what one state of it does; what would become of what has run; what of it has changed. */
export function DraftPanel({ view, onView, draft }: Views) {
  const { t } = useTranslation();
  const offered = draft.saved === undefined ? views.filter((each) => each === 'graph' || each === 'try') : views;
  return (
    <Panel
      title={t(titles[view])}
      beside={
        <Segmented
          size="small"
          aria-label={t('graph.view')}
          value={view}
          onChange={onView}
          options={offered.map((value) => ({ value, label: t(words[value]) }))}
        />
      }
    >
      <Shown view={view} draft={draft} />
    </Panel>
  );
}

function Shown({ view, draft }: { view: DraftView; draft: Draft }) {
  switch (view) {
    case 'graph':
      return <Shape {...draft} />;
    case 'try':
      return <Trial {...draft} />;
    case 'replay':
      return <ReplayPanel flow={draft.flow} text={draft.text} onLine={draft.onLine} />;
    case 'diff':
      return <Changes {...draft} />;
  }
}

function Shape({ outline, chosen, onChoose }: Draft) {
  const { t } = useTranslation();
  return outline === undefined ? (
    <Empty title={t('editor.noGraph')} />
  ) : (
    <>
      <div className="graph-place wide-only">
        <Suspense fallback={<Waiting rows={8} />}>
          <FlowGraph outline={outline} chosen={chosen} onChoose={onChoose} />
        </Suspense>
      </div>
      <div className="narrow-only">
        <StateList outline={outline} chosen={chosen} onChoose={onChoose} />
      </div>
    </>
  );
}

function Trial({ flow, saved, outline, chosen, onChoose, text, mode }: Draft) {
  const { t } = useTranslation();
  const refusal = useRefusal(saved === undefined ? '' : flow);
  return outline === undefined ? (
    <Empty title={t('tries.notValid')} />
  ) : (
    <Suspense fallback={<Waiting rows={8} />}>
      <TryState
        definition={text}
        mode={mode}
        outline={outline}
        chosen={chosen}
        onChoose={onChoose}
        refusal={refusal('sluice:TryState')}
      />
    </Suspense>
  );
}

function Changes({ text, saved }: Draft) {
  const { t } = useTranslation();
  return saved === undefined || text === saved ? (
    <Empty title={t('editor.unchanged')} />
  ) : (
    <div className="graph-place">
      <Suspense fallback={<Waiting rows={8} />}>
        <FlowDiff before={saved} after={text} label={t('editor.diff')} />
      </Suspense>
    </div>
  );
}
