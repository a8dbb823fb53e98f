import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type ExecutionRef, type Why, whyQuery } from '../api/queries.ts';
import { Answered, Panel } from '../panel/Panel.tsx';

/** The server's own sentence on why it stands as it does, the rules that did not help, and what can be done. */
export function WhyPanel({ of: ref, onChoose }: { of: ExecutionRef; onChoose: (step: string) => void }) {
  const { t } = useTranslation();
  const why = useQuery({ ...whyQuery(ref), placeholderData: (before) => before });
  if (why.data?.case === 'Succeeded') {
    return null;
  }
  return (
    <Panel title={t('why.title')}>
      <Answered asked={why} rows={2}>
        {(data) => <Sentence why={data} onChoose={onChoose} />}
      </Answered>
    </Panel>
  );
}

const toneOfCase: Readonly<Record<Why['case'], string>> = {
  Succeeded: 'succeeded',
  Failed: 'failed',
  TimedOut: 'timedOut',
  Stopped: 'stopped',
  Running: 'running',
  Retrying: 'retrying',
  Waiting: 'waiting',
  Stuck: 'failed',
};

function Sentence({ why, onChoose }: { why: Why; onChoose: (step: string) => void }) {
  const { t } = useTranslation();
  const { step } = why;
  return (
    <div className={`why tone-${toneOfCase[why.case]}`}>
      <p className="why-sentence" lang="en" data-raw>
        {why.sentence}
      </p>
      {step === undefined ? null : (
        <button type="button" className="as-link" onClick={() => onChoose(step.name)}>
          {t('why.show', { step: step.name })}
        </button>
      )}
      {why.rules.length === 0 ? null : (
        <ul className="why-rules" aria-label={t('why.rules')} data-raw lang="en">
          {why.rules.map((rule) => (
            <li key={`${rule.state}/${rule.kind}/${rule.ordinal}`}>
              <code>{`${rule.state} ${rule.kind}[${rule.ordinal}] ${rule.errors.join(', ')}`}</code> {rule.verdict}
            </li>
          ))}
        </ul>
      )}
      {why.next.length === 0 ? null : (
        <>
          <h3>{t('why.next')}</h3>
          <ul data-raw lang="en">
            {why.next.map((next) => (
              <li key={next}>{next}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
