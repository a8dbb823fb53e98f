import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBeforeUnload, useBlocker, useNavigate } from 'react-router';
import { ActionButton } from '../actions/ActionButton.tsx';
import { useRefusal } from '../actions/useRefusal.ts';
import { type Mode, vocabularyQuery } from '../api/queries.ts';
import type { components } from '../api/schema.gen.ts';
import { PageHead } from '../panel/PageHead.tsx';
import { Empty, Panel, Waiting } from '../panel/Panel.tsx';
import { ProblemText } from '../panel/ProblemText.tsx';
import { patient } from '../panel/patient.ts';
import { stateAt } from '../text/lineOf.ts';
import { Diagnostics } from './Diagnostics.tsx';
import { DraftPanel, type DraftView } from './DraftPanel.tsx';
import { LeaveDialog } from './LeaveDialog.tsx';
import { NewFlowFields } from './NewFlowFields.tsx';
import { SaveDialog } from './SaveDialog.tsx';
import { useChecked } from './useChecked.ts';
import { useSave } from './useSave.ts';

const FlowText = lazy(() => patient(() => import('../text/FlowText.tsx')));

type Deployed = components['schemas']['FlowWithDefinition'];

/** Is it valid, where not and what would be right, what does it look like; and saving it. */
export function FlowEditor({ deployed, first }: { deployed: Deployed | undefined; first: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState(first);
  const [saved, setSaved] = useState(deployed === undefined ? undefined : first);
  const [name, setName] = useState('');
  const [mode, setMode] = useState<Mode>(deployed?.mode ?? 'Standard');
  const [line, setLine] = useState<number>();
  const [chosen, setChosen] = useState<number>();
  const [view, setView] = useState<DraftView>('graph');
  const vocabulary = useQuery(vocabularyQuery());
  const { checked, outline, isBlank, isCurrent, isValid } = useChecked(text, mode);
  const flow = deployed?.name ?? name.trim();
  const isNew = saved === undefined;
  const isChanged = text !== saved;
  const refusal = useRefusal(/^[A-Za-z_][\w-]{0,127}$/.test(flow) ? flow : '');
  const saving = useSave({ flow, text, mode, before: saved }, () => setSaved(text));
  const wouldLose = isChanged && !saving.isBusy && (!isNew || text !== first);
  const blocker = useBlocker(wouldLose);
  useBeforeUnload(useCallback((event) => (wouldLose ? event.preventDefault() : undefined), [wouldLose]));
  // What is not checked yet may be saved: the server refuses what has errors.
  const because = isBlank
    ? t('editor.blank')
    : isCurrent && !isValid
      ? t('editor.invalid')
      : flow === ''
        ? t('editor.noName')
        : isChanged
          ? refusal('sluice:PutFlow')
          : t('editor.unchanged');
  const save = () => because === undefined && saving.run();
  const choose = (id: number | undefined) => {
    setChosen(id);
    setLine(id === undefined ? undefined : outline?.states[id]?.line);
  };
  return (
    <>
      <PageHead title={isNew ? t('editor.new') : t('editor.title', { flow })}>
        {isNew ? <NewFlowFields name={name} mode={mode} onName={setName} onMode={setMode} /> : null}
        <ActionButton
          word={t('editor.open')}
          disabledBecause={!isNew && !isChanged ? undefined : t('editor.saveFirst')}
          onRun={() => void navigate(`/flows/${flow}`)}
        />
        <ActionButton
          type="primary"
          word={t('editor.save')}
          disabledBecause={because}
          loading={saving.isBusy}
          onRun={save}
        />
      </PageHead>
      {saving.error === null || saving.met !== undefined ? null : <ProblemText problem={saving.error} />}
      {saving.isSaved && !isChanged ? <p role="status">{t('editor.saved')}</p> : null}
      <div className="split split-editor">
        <Panel title={t('flow.text')} beside={<span className="soft">{t('editor.complete')}</span>}>
          <div className="text-place">
            <Suspense fallback={<Waiting rows={8} />}>
              <FlowText
                value={text}
                label={t('flow.text')}
                diagnostics={checked.data?.diagnostics ?? []}
                vocabulary={vocabulary.data}
                onChange={setText}
                onSave={save}
                onTry={() => setView('try')}
                line={line}
                onLine={(at) => setChosen(outline === undefined ? undefined : stateAt(outline.states, at))}
              />
            </Suspense>
          </div>
          {isBlank ? (
            <Empty title={t('editor.blank')} />
          ) : checked.error === null ? (
            <Diagnostics found={checked.data?.diagnostics ?? []} isCurrent={isCurrent} onChoose={setLine} />
          ) : (
            <ProblemText problem={checked.error} onRetry={() => void checked.refetch()} />
          )}
        </Panel>
        <DraftPanel
          view={view}
          onView={setView}
          draft={{ flow, onLine: setLine, outline, chosen, onChoose: choose, text, mode, saved }}
        />
      </div>
      {saving.met === undefined ? null : <SaveDialog flow={flow} text={text} met={saving.met} saving={saving} />}
      <LeaveDialog blocker={blocker} />
    </>
  );
}
