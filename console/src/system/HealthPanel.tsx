import { useTranslation } from 'react-i18next';
import type { SystemFacts } from '../api/system.ts';
import { HealthChecks } from '../health/HealthChecks.tsx';
import { Room } from '../health/Room.tsx';
import { Fact } from '../panel/Fact.tsx';
import { Panel } from '../panel/Panel.tsx';
import { span } from '../time/format.ts';
import { Time } from '../time/Time.tsx';

/** Is it well, since when does it run, and how much room is left. */
export function HealthPanel({ facts }: { facts: SystemFacts }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('health.title')}>
      <HealthChecks checks={facts.checks} />
      <dl className="facts">
        <Fact word={t('system.version')}>
          <span data-raw>{facts.version}</span>
        </Fact>
        <Fact word={t('system.started')}>
          <Time at={facts.startedAt} exact />
        </Fact>
        <Fact word={t('system.uptime')}>
          <span data-raw>{span(facts.uptimeSeconds * 1000)}</span>
        </Fact>
        {facts.warnings.length > 0 ? null : <Fact word={t('system.warnings')}>{t('system.noWarnings')}</Fact>}
      </dl>
      <Room facts={facts} />
    </Panel>
  );
}
