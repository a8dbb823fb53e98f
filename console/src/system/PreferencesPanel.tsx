import { Segmented, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { Panel } from '../panel/Panel.tsx';
import { prefer, usePreferences } from '../prefs/preferences.ts';
import { zoneLabel } from '../time/format.ts';

/** How this browser shows things. */
export function PreferencesPanel() {
  const { t } = useTranslation();
  const { density, letterKeys, zone } = usePreferences();
  return (
    <Panel title={t('prefs.title')}>
      <div className="form">
        <label>
          {t('prefs.density')}
          <Segmented
            aria-label={t('prefs.density')}
            value={density}
            onChange={(value) => prefer({ density: value })}
            options={(['normal', 'dense'] as const).map((value) => ({ value, label: t(`prefs.${value}`) }))}
          />
        </label>
        <label>
          {t('prefs.zoneLabel')}
          <Segmented
            aria-label={t('prefs.zoneLabel')}
            value={zone}
            onChange={(value) => prefer({ zone: value })}
            options={(['local', 'utc'] as const).map((value) => ({
              value,
              label:
                value === 'utc' ? (
                  <span data-raw>{zoneLabel(value)}</span>
                ) : (
                  t('prefs.here', { zone: zoneLabel(value) })
                ),
            }))}
          />
        </label>
        <label>
          {t('prefs.letters')}
          <span>
            <Switch
              checked={letterKeys}
              onChange={(value) => prefer({ letterKeys: value })}
              aria-label={t('prefs.letters')}
            />
          </span>
        </label>
      </div>
    </Panel>
  );
}
