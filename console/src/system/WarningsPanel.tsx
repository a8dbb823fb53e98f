import { useTranslation } from 'react-i18next';
import type { SystemFacts } from '../api/system.ts';
import { Panel } from '../panel/Panel.tsx';
import { StatusIcon } from '../status/StatusIcon.tsx';
import { number } from '../time/format.ts';
import { Time } from '../time/Time.tsx';

/** What has come near a limit, and which setting sets that. */
export function WarningsPanel({ warnings }: { warnings: SystemFacts['warnings'] }) {
  const { t, i18n } = useTranslation();
  return (
    <Panel title={t('system.warnings')}>
      <ul className="execution-rows">
        {warnings.map(({ setting, message, at, count }) => (
          <li key={`${setting}/${message}`}>
            <span className="tag tone-retrying" data-raw>
              <StatusIcon word="waiting" />
              {setting}
            </span>
            <span data-raw lang="en">
              {message}
            </span>
            <span className="soft end">
              {count === 1 ? null : <>{t('system.times', { number: number(count, i18n.language) })} </>}
              <Time at={at} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
