import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { ActionButton } from '../actions/ActionButton.tsx';
import { CopyAs } from '../actions/CopyAs.tsx';
import { useRefusal } from '../actions/useRefusal.ts';
import { flowQuery, outlineQuery } from '../api/queries.ts';
import type { Outline } from '../graph/outline.ts';
import { StateList } from '../graph/StateList.tsx';
import { FoundPanel } from '../list/FoundPanel.tsx';
import { PageHead } from '../panel/PageHead.tsx';
import { Answered, Panel, Waiting } from '../panel/Panel.tsx';
import { patient } from '../panel/patient.ts';
import { StartDialog } from '../start/StartDialog.tsx';
import { stateAt } from '../text/lineOf.ts';
import { DeleteFlow } from './DeleteFlow.tsx';
import { VersionsPanel } from './VersionsPanel.tsx';

const FlowGraph = lazy(async () => ({ default: (await patient(() => import('../graph/FlowGraph.tsx'))).FlowGraph }));
const FlowText = lazy(() => patient(() => import('../text/FlowText.tsx')));

/** What a flow does, as a picture and as its text; run it from here. */
export default function FlowPage() {
  const { t } = useTranslation();
  const { flow: name = '' } = useParams();
  const refusal = useRefusal(name);
  const flow = useQuery(flowQuery(name));
  const outline = useQuery(outlineQuery(name));
  const [dialog, setDialog] = useState<'start' | 'delete'>();
  return (
    <>
      <nav className="crumbs" aria-label={t('nav.crumbs')}>
        <Link to="/flows">{t('nav.flows')}</Link>
      </nav>
      <PageHead title={name} raw>
        <CopyAs path={`/flows/${name}`} />
        <ActionButton
          size="small"
          danger
          word={t('flow.delete')}
          disabledBecause={refusal('sluice:DeleteFlow')}
          onRun={() => setDialog('delete')}
        />
        <Link to={`/editor/${name}`}>
          <Button size="small" tabIndex={-1}>
            {t('flow.edit')}
          </Button>
        </Link>
        <ActionButton
          size="small"
          type="primary"
          word={t('start.run')}
          disabledBecause={refusal('sluice:StartExecution')}
          onRun={() => setDialog('start')}
        />
      </PageHead>
      <Answered asked={flow} rows={10}>
        {(data) => (
          <Answered asked={outline}>{(shape) => <SideBySide definition={data.definition} outline={shape} />}</Answered>
        )}
      </Answered>
      <FoundPanel
        title={t('flow.executions')}
        filter={`flow=${encodeURIComponent(name)}`}
        none={t('flow.noExecutions')}
      />
      <VersionsPanel flow={name} />
      {dialog === 'start' ? <StartDialog flow={name} onClose={() => setDialog(undefined)} /> : null}
      {dialog === 'delete' ? <DeleteFlow flow={name} onClose={() => setDialog(undefined)} /> : null}
    </>
  );
}

/** Picture and text have one selection: the state that is chosen here is gone to there. */
function SideBySide({ definition, outline }: { definition: string; outline: Outline }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const focus = search.get('focus');
  const chosen = outline.states.find((state) => state.path === focus)?.id;
  const choose = (id: number | undefined) =>
    setSearch(id === undefined ? {} : { focus: outline.states[id]?.path ?? '' }, {
      replace: true,
      preventScrollReset: true,
    });
  return (
    <div className="split">
      <Panel title={t('graph.title')}>
        <div className="graph-place wide-only">
          <Suspense fallback={<Waiting rows={8} />}>
            <FlowGraph outline={outline} chosen={chosen} onChoose={choose} />
          </Suspense>
        </div>
        <div className="narrow-only">
          <StateList outline={outline} chosen={chosen} onChoose={choose} />
        </div>
      </Panel>
      <Panel title={t('flow.text')}>
        <div className="graph-place">
          <Suspense fallback={<Waiting rows={8} />}>
            <FlowText
              value={definition}
              label={t('flow.text')}
              line={chosen === undefined ? undefined : outline.states[chosen]?.line}
              onLine={(line) => choose(stateAt(outline.states, line))}
            />
          </Suspense>
        </div>
      </Panel>
    </div>
  );
}
