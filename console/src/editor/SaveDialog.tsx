import { Modal } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Waiting } from '../panel/Panel.tsx';
import { ProblemText } from '../panel/ProblemText.tsx';
import { patient } from '../panel/patient.ts';
import { number } from '../time/format.ts';
import type { Met, useSave } from './useSave.ts';

const FlowDiff = lazy(() => patient(() => import('../text/FlowDiff.tsx')));

/** Whom a save touches, and what it changes, before it is done. */
export function SaveDialog({
  flow,
  text,
  met,
  saving,
}: {
  flow: string;
  text: string;
  met: Met;
  saving: ReturnType<typeof useSave>;
}) {
  const { t, i18n } = useTranslation();
  const { running, isRunningExact, isChanged, deployed } = met;
  const amount = number(running, i18n.language);
  return (
    <Modal
      open
      width={820}
      title={t('editor.saveTitle', { flow })}
      okText={t('editor.save')}
      okButtonProps={{ loading: saving.isBusy, danger: isChanged }}
      onOk={saving.confirm}
      onCancel={saving.cancel}
    >
      {isChanged ? <p className="fault">{t('editor.changedMeanwhile')}</p> : null}
      {running === 0 ? null : (
        <p>
          {isRunningExact
            ? t('editor.running', { count: running, number: amount })
            : t('editor.runningMore', { number: amount })}
        </p>
      )}
      <div className="diff-place">
        <Suspense fallback={<Waiting rows={8} />}>
          <FlowDiff before={deployed} after={text} label={t('editor.diff')} />
        </Suspense>
      </div>
      {saving.error === null ? null : <ProblemText problem={saving.error} />}
    </Modal>
  );
}
