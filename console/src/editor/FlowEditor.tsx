import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input, Segmented, Tabs } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBlocker, useNavigate } from 'react-router';
import { ActionButton } from '../actions/ActionButton.tsx';
import { useRefusal } from '../actions/useRefusal.ts';
import { call } from '../api/call.ts';
import { keys, type Mode } from '../api/queries.ts';
import type { components } from '../api/schema.gen.ts';
import { StateList } from '../graph/StateList.tsx';
import { PageHead } from '../panel/PageHead.tsx';
import { Empty } from '../panel/Panel.tsx';
import { ProblemText } from '../panel/ProblemText.tsx';
import { patient } from '../panel/patient.ts';
import { stateAt } from '../text/lineOf.ts';
import { Diagnostics } from './Diagnostics.tsx';
import { LeaveDialog } from './LeaveDialog.tsx';
import { useChecked } from './useChecked.ts';

const FlowGraph = lazy(async () => ({ default: (await patient(() => import('../graph/FlowGraph.tsx'))).FlowGraph }));
const FlowText = lazy(() => patient(() => import('../text/FlowText.tsx')));
const FlowDiff = lazy(() => patient(() => import('../text/FlowDiff.tsx')));

type Deployed = components['schemas']['FlowWithDefinition'];

/** Is it valid, where not and what would be right, what does it look like; and saving it. */
export function FlowEditor({ deployed, first }: { deployed: Deployed | undefined; first: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [text, setText] = useState(first);
  const [saved, setSaved] = useState(deployed === undefined ? '' : first);
  const [name, setName] = useState('');
  const [mode, setMode] = useState<Mode>(deployed?.mode ?? 'Standard');
  const [line, setLine] = useState<number>();
  const [chosen, setChosen] = useState<number>();
  const { checked, outline, isCurrent, isValid } = useChecked(text, mode);
  const flow = deployed?.name ?? name.trim();
  const isChanged = text !== saved;
  const refusal = useRefusal(/^[A-Za-z_][\w-]{0,127}$/.test(flow) ? flow : '');
  const save = useMutation({
    mutationFn: () => call('PUT', '/flows/{flow}', { path: { flow }, body: { definition: text, mode } }),
    onSuccess: (stored) => {
      setSaved(text);
      client.setQueryData(keys.flow(flow), stored);
      void client.invalidateQueries({ queryKey: keys.flows() });
      void client.invalidateQueries({ queryKey: keys.outline(flow) });
    },
  });
  const blocker = useBlocker(isChanged && !save.isPending && (deployed !== undefined || text !== first));
  const because = !isCurrent
    ? t('editor.checking')
    : !isValid
      ? t('editor.invalid')
      : flow === ''
        ? t('editor.noName')
        : isChanged
          ? refusal('sluice:PutFlow')
          : t('editor.unchanged');
  const run = () => because === undefined && save.mutate();
  const choose = (id: number | undefined) => {
    setChosen(id);
    setLine(id === undefined ? undefined : outline?.states[id]?.line);
  };
  return (
    <>
      <PageHead title={deployed === undefined ? t('editor.new') : t('editor.title', { flow })}>
        {deployed === undefined ? (
          <>
            <Input
              className="short"
              value={name}
              onChange={(event) => setName(event.target.value)}
              placeholder={t('editor.name')}
              aria-label={t('editor.name')}
            />
            <Segmented
              aria-label={t('flows.mode')}
              value={mode}
              onChange={setMode}
              options={(['Standard', 'Express'] as const).map((value) => ({ value, label: t(`mode.${value}`) }))}
            />
          </>
        ) : null}
        <ActionButton
          type="primary"
          word={t('editor.save')}
          disabledBecause={because}
          loading={save.isPending}
          onRun={run}
        />
        <ActionButton
          word={t('editor.open')}
          disabledBecause={save.isSuccess && !isChanged ? undefined : t('editor.saveFirst')}
          onRun={() => void navigate(`/flows/${flow}`)}
        />
      </PageHead>
      {save.error === null ? null : <ProblemText problem={save.error} />}
      {save.isSuccess && !isChanged ? <p role="status">{t('editor.saved')}</p> : null}
      <div className="split split-editor">
        <div className="text-place">
          <Suspense>
            <FlowText
              value={text}
              label={t('flow.text')}
              diagnostics={checked.data?.diagnostics ?? []}
              onChange={setText}
              onSave={run}
              line={line}
              onLine={(at) => setChosen(outline === undefined ? undefined : stateAt(outline.states, at))}
            />
          </Suspense>
          {checked.error === null ? (
            <Diagnostics found={checked.data?.diagnostics ?? []} isCurrent={isCurrent} onChoose={setLine} />
          ) : (
            <ProblemText problem={checked.error} onRetry={() => void checked.refetch()} />
          )}
        </div>
        <Tabs
          items={[
            {
              key: 'graph',
              label: t('graph.title'),
              children:
                outline === undefined ? (
                  <Empty title={t('editor.noGraph')} />
                ) : (
                  <>
                    <div className="graph-place wide-only">
                      <Suspense>
                        <FlowGraph outline={outline} chosen={chosen} onChoose={choose} />
                      </Suspense>
                    </div>
                    <div className="narrow-only">
                      <StateList outline={outline} chosen={chosen} onChoose={choose} />
                    </div>
                  </>
                ),
            },
            ...(deployed === undefined
              ? []
              : [
                  {
                    key: 'diff',
                    label: t('editor.diff'),
                    children: isChanged ? (
                      <Suspense>
                        <FlowDiff before={saved} after={text} label={t('editor.diff')} />
                      </Suspense>
                    ) : (
                      <Empty title={t('editor.unchanged')} />
                    ),
                  },
                ]),
          ]}
        />
      </div>
      <LeaveDialog blocker={blocker} />
    </>
  );
}
