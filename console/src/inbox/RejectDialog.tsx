import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { type Decision, DecisionDialog } from './DecisionDialog.tsx';

/** What the server calls it when no error is given. */
const usualError = 'Rejected';

/** Fails the task with an error, which rules look at, and a sentence. */
export function RejectDialog(decision: Decision) {
  const { t } = useTranslation();
  const [error, setError] = useState('');
  const [cause, setCause] = useState('');
  return (
    <DecisionDialog
      of={decision}
      verdict="rejected"
      isReady
      decide={() =>
        call('POST', '/inbox/{item}/reject', {
          path: { item: decision.task.id },
          body: { ...(error.trim() === '' ? {} : { error: error.trim() }), ...(cause === '' ? {} : { cause }) },
        })
      }
    >
      <p>{t('inbox.rejectText')}</p>
      <label>
        {t('inbox.error')}
        <Input
          className="mono"
          data-raw
          value={error}
          onChange={(event) => setError(event.target.value)}
          placeholder={usualError}
          autoComplete="off"
        />
      </label>
      <label>
        {t('inbox.cause')}
        <Input.TextArea rows={4} value={cause} onChange={(event) => setCause(event.target.value)} />
      </label>
    </DecisionDialog>
  );
}
