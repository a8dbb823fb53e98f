import { useTranslation } from 'react-i18next';
import type { SystemCheck } from '../api/system.ts';
import { StatusIcon } from '../status/StatusIcon.tsx';

const known = ['running', 'store', 'shards', 'commitLag', 'disk'] as const;
type Known = (typeof known)[number];

const isKnown = (name: string): name is Known => (known as readonly string[]).includes(name);

/** What the server looks at to say whether it is well, each with the reason when it is not. */
export function HealthChecks({ checks }: { checks: readonly SystemCheck[] }) {
  const { t } = useTranslation();
  return (
    <ul className="checks" aria-label={t('health.checks')}>
      {checks.map(({ name, ok, reason }) => (
        <li key={name} className={`tone-${ok ? 'succeeded' : 'failed'}`}>
          <StatusIcon word={ok ? 'succeeded' : 'failed'} />
          {isKnown(name) ? t(`health.check.${name}`) : <span data-raw>{name}</span>}
          <span className="unseen">{t(ok ? 'health.isMet' : 'health.isNotMet')}</span>
          {reason === null ? null : (
            <span className="fault" data-raw lang="en">
              {reason}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
