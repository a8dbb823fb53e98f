import { useTranslation } from 'react-i18next';
import type { Target } from '../api/targets.ts';
import { number } from '../time/format.ts';

/** Calls of the last hour, those that failed by what with, and those that are out. */
export function Traffic({ of: { calls, failed, out, errors } }: { of: Target }) {
  const { t, i18n } = useTranslation();
  const amount = (value: number) => number(value, i18n.language);
  return (
    <>
      <dl className="figures">
        <div>
          <dt>{t('targets.calls')}</dt>
          <dd data-raw>{amount(calls)}</dd>
        </div>
        <div className="tone-failed">
          <dt>{t('targets.failed')}</dt>
          <dd data-raw className={failed > 0 ? 'told' : undefined}>
            {amount(failed)}
          </dd>
        </div>
        <div>
          <dt>{t('targets.out')}</dt>
          <dd data-raw>{amount(out)}</dd>
        </div>
      </dl>
      {errors.length === 0 ? null : (
        <ul className="error-counts" aria-label={t('targets.errors')} data-raw>
          {errors.map(({ code, count }) => (
            <li key={code}>
              <code>{code}</code> <span className="soft">{`× ${amount(count)}`}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
