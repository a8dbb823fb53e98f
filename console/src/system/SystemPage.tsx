import { useQuery } from '@tanstack/react-query';
import { Segmented, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { sessionQuery } from '../api/queries.ts';
import { PageHead } from '../panel/PageHead.tsx';
import { Answered, Panel } from '../panel/Panel.tsx';
import { prefer, usePreferences } from '../prefs/preferences.ts';
import { zoneLabel } from '../time/format.ts';
import { SessionsPanel } from './SessionsPanel.tsx';

/** Who is here, and how this browser shows things. */
export default function SystemPage() {
  const { t } = useTranslation();
  const session = useQuery(sessionQuery());
  return (
    <>
      <PageHead title={t('nav.system')}>
        <Link to="/system/calls">{t('calls.title')}</Link>
      </PageHead>
      <div className="columns">
        <Panel title={t('system.who')}>
          <Answered asked={session}>
            {(data) => (
              <>
                {data.isOpen ? <p>{t('system.open')}</p> : null}
                <dl className="facts">
                  <div>
                    <dt>{t('system.account')}</dt>
                    <dd data-raw>{data.account}</dd>
                  </div>
                  <div>
                    <dt>{t('system.caller')}</dt>
                    <dd data-raw>{data.caller}</dd>
                  </div>
                </dl>
              </>
            )}
          </Answered>
        </Panel>
        <PreferencesPanel />
      </div>
      {session.data?.isOpen === false ? <SessionsPanel /> : null}
    </>
  );
}

function PreferencesPanel() {
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
              label: <span data-raw>{zoneLabel(value)}</span>,
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
