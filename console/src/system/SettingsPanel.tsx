import { Button, Input, Segmented } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingInUse } from '../api/system.ts';
import { Empty, Panel } from '../panel/Panel.tsx';
import { isGiven, matching } from './settings.ts';

const kinds = ['given', 'every'] as const;

/** What the server is set to and where each setting comes from; secrets are not among it. */
export function SettingsPanel({ settings }: { settings: readonly SettingInUse[] }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [kind, setKind] = useState<(typeof kinds)[number]>('given');
  const shown = matching(settings, useDeferredValue(search), kind === 'given');
  return (
    <Panel title={t('system.settings')}>
      <div className="filters">
        <Input
          allowClear
          data-search
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          placeholder={t('system.searchSettings')}
          aria-label={t('system.searchSettings')}
          autoComplete="off"
        />
        <Segmented
          aria-label={t('system.whichSettings')}
          value={kind}
          onChange={setKind}
          options={kinds.map((value) => ({ value, label: t(`system.setting.${value}`) }))}
        />
      </div>
      {shown.length === 0 ? (
        <Empty title={t(search === '' ? 'system.noneGiven' : 'list.nothingMatches')}>
          {kind === 'given' ? <Button onClick={() => setKind('every')}>{t('system.setting.every')}</Button> : null}
        </Empty>
      ) : (
        <SettingsTable settings={shown} />
      )}
    </Panel>
  );
}

function SettingsTable({ settings }: { settings: readonly SettingInUse[] }) {
  const { t } = useTranslation();
  return (
    <table className="rows settings">
      <thead>
        <tr>
          <th scope="col">{t('filter.name')}</th>
          <th scope="col">{t('system.value')}</th>
          <th scope="col">{t('system.origin')}</th>
        </tr>
      </thead>
      <tbody>
        {settings.map((setting) => (
          <tr key={setting.name}>
            <th scope="row">
              <code data-raw>{setting.name}</code>
            </th>
            <td>
              <code data-raw>{setting.value}</code>
            </td>
            <td className="soft">
              {isGiven(setting) ? <span data-raw>{setting.origin}</span> : t('system.isDefault')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
