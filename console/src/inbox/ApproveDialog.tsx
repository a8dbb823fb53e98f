import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, rawJson } from '../api/call.ts';
import { objectFault } from '../json/fault.ts';
import { JsonField } from '../json/JsonField.tsx';
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
      <JsonField word={t('inbox.output')} value={output} fault={fault} rows={8} onChange={setOutput} />
    </DecisionDialog>
  );
}
