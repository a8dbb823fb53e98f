import { useTranslation } from 'react-i18next';
import type { Target } from '../api/targets.ts';
import { StatusIcon } from '../status/StatusIcon.tsx';

/** Whether it was reached when it was last called or looked at. */
export function ReachedTag({ target: { reachable } }: { target: Target }) {
  const { t } = useTranslation();
  const how =
    reachable === undefined
      ? ({ tone: 'pending', word: 'notReached', text: 'unknown' } as const)
      : reachable
        ? ({ tone: 'succeeded', word: 'succeeded', text: 'reached' } as const)
        : ({ tone: 'failed', word: 'failed', text: 'notReached' } as const);
  return (
    <span className={`tag tone-${how.tone}`} role="status">
      <StatusIcon word={how.word} />
      {t(`targets.${how.text}`)}
    </span>
  );
}
