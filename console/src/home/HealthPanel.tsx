import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SystemFacts } from '../api/system.ts';
import { HealthChecks } from '../health/HealthChecks.tsx';
import { Room } from '../health/Room.tsx';
import { Panel } from '../panel/Panel.tsx';

/** What is wrong with the server, if anything, and how full its disk is. */
export function HealthPanel({ facts }: { facts: SystemFacts }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('health.title')} beside={<Link to="/system">{t('nav.system')}</Link>}>
      <HealthChecks checks={facts.checks} />
      <Room facts={facts} />
    </Panel>
  );
}
