import { useTranslation } from 'react-i18next';
import { JsonView } from '../json/JsonView.tsx';
import type { HistoryEvent } from '../live/history.ts';
import { Empty } from '../panel/Panel.tsx';
import { memberText } from './payload.ts';

/** What the execution was started with, and what it came to. */
export function PayloadPanel({ events }: { events: readonly HistoryEvent[] }) {
  const { t } = useTranslation();
  const input = memberText(events[0], 'input');
  const output = memberText(
    events.findLast((event) => event.Type === 'ExecutionSucceeded'),
    'output',
  );
  return (
    <>
      <h3>{t('steps.input')}</h3>
      {input === undefined ? <Empty title={t('steps.noPayload')} /> : <JsonView text={input} name="input" />}
      <h3>{t('steps.output')}</h3>
      {output === undefined ? <Empty title={t('execution.noOutput')} /> : <JsonView text={output} name="output" />}
    </>
  );
}
