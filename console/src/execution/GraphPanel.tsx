import { Segmented } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StateList } from '../graph/StateList.tsx';
import { Panel, Waiting } from '../panel/Panel.tsx';
import { ProblemText } from '../panel/ProblemText.tsx';
import { patient } from '../panel/patient.ts';
import type { Run } from './useRun.ts';
import type { Visit } from './visits.ts';

const FlowGraph = lazy(async () => ({ default: (await patient(() => import('../graph/FlowGraph.tsx'))).FlowGraph }));

const isNarrow = () => matchMedia('(max-width: 700px)').matches;

export function GraphPanel({
  run,
  chosen,
  onChoose,
}: {
  run: Run;
  chosen: Visit | undefined;
  onChoose: (visit: number | undefined) => void;
}) {
  const { t } = useTranslation();
  const [view, setView] = useState<'graph' | 'list'>(isNarrow() ? 'list' : 'graph');
  const state = chosen === undefined ? undefined : run.states.get(chosen.id)?.id;
  const choose = (id: number | undefined) =>
    onChoose(id === undefined ? undefined : run.visits.findLast((visit) => run.states.get(visit.id)?.id === id)?.id);
  const toggle = (
    <Segmented
      aria-label={t('graph.view')}
      size="small"
      value={view}
      onChange={setView}
      options={[
        { value: 'graph' as const, label: t('graph.graph') },
        { value: 'list' as const, label: t('graph.listView') },
      ]}
    />
  );
  return (
    <Panel title={t('graph.title')} beside={toggle}>
      {run.outlineError === null ? null : <ProblemText problem={run.outlineError} />}
      {run.outline === undefined ? null : view === 'list' ? (
        <StateList outline={run.outline} marks={run.marks} chosen={state} onChoose={choose} />
      ) : (
        <div className="graph-place">
          <Suspense fallback={<Waiting rows={8} />}>
            <FlowGraph outline={run.outline} marks={run.marks} chosen={state} onChoose={choose} />
          </Suspense>
        </div>
      )}
    </Panel>
  );
}
