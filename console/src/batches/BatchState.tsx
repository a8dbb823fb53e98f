import { useTranslation } from 'react-i18next';
import type { Batch } from '../api/batches.ts';
import { StatusIcon } from '../status/StatusIcon.tsx';
import { type StatusWord, toneOf } from '../status/vocabulary.ts';

const wordOf: Readonly<Record<Batch['state'], StatusWord>> = {
  Running: 'running',
  Stopping: 'running',
  Done: 'succeeded',
  Stopped: 'stopped',
  Failed: 'failed',
};

/** How a batch stands: it looks as executions do, in words of its own. */
export function BatchState({ state }: { state: Batch['state'] }) {
  const { t } = useTranslation();
  const word = wordOf[state];
  return (
    <span className={`tag tone-${toneOf(word)}`}>
      <StatusIcon word={word} />
      {t(`batch.state.${state}`)}
    </span>
  );
}
