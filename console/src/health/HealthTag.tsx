import { useTranslation } from 'react-i18next';
import type { SystemFacts } from '../api/system.ts';
import { StatusIcon } from '../status/StatusIcon.tsx';

/** Whether calls would succeed, in a word; `HealthFaults` says why not. */
export function HealthTag({ facts }: { facts: SystemFacts }) {
  const { t } = useTranslation();
  const isWell = facts.ready && facts.checks.every((check) => check.ok);
  return (
    <span className={`tag tone-${isWell ? 'succeeded' : 'failed'}`} role="status">
      <StatusIcon word={isWell ? 'succeeded' : 'failed'} />
      {t(isWell ? 'health.well' : 'health.ill')}
    </span>
  );
}
