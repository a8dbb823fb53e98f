import { useTranslation } from 'react-i18next';
import type { SystemFacts } from '../api/system.ts';
import { Panel } from '../panel/Panel.tsx';

/** The terms of what the program brings along. */
export function LicencesPanel({ licences }: { licences: SystemFacts['licences'] }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('system.licences')}>
      <details>
        <summary>{t('system.brought', { count: licences.length })}</summary>
        <ul className="execution-rows">
          {licences.map(({ name, licence }) => (
            <li key={name} data-raw>
              {name} <code className="soft end">{licence}</code>
            </li>
          ))}
        </ul>
      </details>
    </Panel>
  );
}
