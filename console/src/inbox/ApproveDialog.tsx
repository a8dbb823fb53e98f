import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, rawJson } from '../api/call.ts';
import { objectFault } from '../json/fault.ts';
import { type Decision, DecisionDialog } from './DecisionDialog.tsx';

/** Lets the task succeed with an output, which is sent as it is written. */
export function ApproveDialog(decision: Decision) {
  const { t } = useTranslation();
  const [output, setOutput] = useState('{}');
  const fault = objectFault(output);
  return (
    <DecisionDialog
      of={decision}
      verdict="approved"
      isReady={fault === undefined}
      decide={() =>
        call('POST', '/inbox/{item}/approve', {
          path: { item: decision.task.id },
          body: { output: rawJson(output) },
        })
      }
    >
      <p>{t('inbox.approveText')}</p>
      <label>
        {t('inbox.output')}
        <Input.TextArea
          className="mono"
          rows={8}
          value={output}
          onChange={(event) => setOutput(event.target.value)}
          aria-invalid={fault !== undefined}
          spellCheck={false}
        />
      </label>
      {fault === undefined ? null : (
        <p className="fault">{fault === 0 ? t('inbox.noObject') : t('start.noJson', { at: fault })}</p>
      )}
    </DecisionDialog>
  );
}
