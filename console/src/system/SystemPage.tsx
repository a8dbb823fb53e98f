import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CopyAs } from '../actions/CopyAs.tsx';
import { sessionQuery } from '../api/queries.ts';
import { systemQuery } from '../api/system.ts';
import { HealthTag } from '../health/HealthTag.tsx';
import { PageHead } from '../panel/PageHead.tsx';
import { Answered } from '../panel/Panel.tsx';
import { BundlePanel } from './BundlePanel.tsx';
import { HealthPanel } from './HealthPanel.tsx';
import { LicencesPanel } from './LicencesPanel.tsx';
import { PreferencesPanel } from './PreferencesPanel.tsx';
import { SessionsPanel } from './SessionsPanel.tsx';
import { SettingsPanel } from './SettingsPanel.tsx';
import { StoragePanel } from './StoragePanel.tsx';
import { WarningsPanel } from './WarningsPanel.tsx';
import { WhoPanel } from './WhoPanel.tsx';
import { WorkPanel } from './WorkPanel.tsx';

/** How the server does, what is stored, what it is set to; who is here, and how this browser shows things. */
export default function SystemPage() {
  const { t } = useTranslation();
  const session = useQuery(sessionQuery());
  const system = useQuery(systemQuery());
  return (
    <>
      <PageHead title={t('nav.system')} beside={system.data === undefined ? null : <HealthTag facts={system.data} />}>
        <Link to="/system/calls">{t('calls.title')}</Link>
        <CopyAs path="/system" />
      </PageHead>
      <Answered asked={system} rows={8}>
        {(facts) => (
          <>
            <div className="columns">
              <HealthPanel facts={facts} />
              <WorkPanel facts={facts} />
            </div>
            {facts.warnings.length === 0 ? null : <WarningsPanel warnings={facts.warnings} />}
            <StoragePanel usage={facts.storage} retentionDays={facts.retentionDays} />
            {facts.settings === undefined ? null : <SettingsPanel settings={facts.settings} />}
          </>
        )}
      </Answered>
      {session.data?.isOpen === false ? <SessionsPanel /> : null}
      <div className="columns">
        <PreferencesPanel />
        <div>
          <WhoPanel />
          {system.data === undefined ? null : (
            <>
              <BundlePanel />
              <LicencesPanel licences={system.data.licences} />
            </>
          )}
        </div>
      </div>
    </>
  );
}
