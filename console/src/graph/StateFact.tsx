import { useTranslation } from 'react-i18next';
import { StatusTag } from '../status/StatusTag.tsx';
import { Countdown } from '../time/Countdown.tsx';
import { span } from '../time/format.ts';
import type { Mark } from './marks.ts';
import type { OutlineState } from './outline.ts';

/** The second line of a state: how it stands, or without an execution what tells most of it. */
export function StateFact({ state, mark, hasRun }: { state: OutlineState; mark: Mark | undefined; hasRun: boolean }) {
  const { t } = useTranslation();
  if (mark !== undefined) {
    return (
      <span className="fact">
        <StatusTag word={mark.word} />
        <span className="fact-more">
          <MarkFact mark={mark} />
        </span>
      </span>
    );
  }
  if (hasRun) {
    return (
      <span className="fact">
        <StatusTag word="notReached" />
      </span>
    );
  }
  const options = state.edges.filter((edge) => edge.kind === 'Option').length;
  const retries = state.edges.filter((edge) => edge.kind === 'Retry').length;
  return (
    <span className="fact soft">
      {options > 0 ? t('graph.options', { count: options }) : <span data-raw>{state.action ?? ''}</span>}
      {state.action === undefined && options === 0 ? t(`kind.${state.kind}`) : null}
      {retries > 0 ? <span> · {t('graph.retries', { count: retries })}</span> : null}
    </span>
  );
}

function MarkFact({ mark }: { mark: Mark }) {
  const { t } = useTranslation();
  if (mark.retry !== undefined) {
    return (
      <>
        {t('graph.attempt', { attempt: mark.retry.attempt, of: mark.retry.of })} · <Countdown until={mark.retry.next} />
      </>
    );
  }
  if (mark.until !== undefined) {
    return <Countdown until={mark.until} />;
  }
  if (mark.scopes !== undefined) {
    return <span data-raw>{`${mark.scopes.ended}/${mark.scopes.of}`}</span>;
  }
  const parts = [
    mark.took === undefined ? undefined : span(mark.took),
    mark.visits > 1 ? `×${mark.visits}` : undefined,
  ];
  return <span data-raw>{parts.filter((part) => part !== undefined).join(' · ')}</span>;
}
