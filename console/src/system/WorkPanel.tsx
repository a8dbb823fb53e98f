import { useTranslation } from 'react-i18next';
import type { SystemFacts } from '../api/system.ts';
import { Panel } from '../panel/Panel.tsx';
import { bytes, number, span } from '../time/format.ts';
import { Figure } from './Figure.tsx';

/** How much is under way, and whether the server keeps up with it. */
export function WorkPanel({ facts }: { facts: SystemFacts }) {
  const { t, i18n } = useTranslation();
  const amount = (value: number) => number(value, i18n.language);
  return (
    <Panel title={t('system.work')}>
      <dl className="figures">
        <Figure word={t('system.running')} value={amount(facts.running)} />
        <Figure word={t('system.expressRunning')} value={amount(facts.expressRunning)} />
        <Figure word={t('system.callsOut')} value={amount(facts.callsOut)} />
        <Figure word={t('system.callsWaiting')} value={amount(facts.callsWaiting)} />
        <Figure word={t('system.commitLag')} value={span(facts.commitLagMilliseconds)} />
        <Figure word={t('system.timerLateness')} value={span(facts.timerLatenessMilliseconds)} />
        <Figure word={t('system.mailbox')} value={amount(facts.mailboxMessages)} />
        <Figure word={t('system.shards')} value={`${facts.shardsHere} / ${facts.shards}`} />
        <Figure word={t('system.commits')} value={amount(facts.commits)} />
        <Figure word={t('system.resident')} value={bytes(facts.residentBytes)} />
      </dl>
    </Panel>
  );
}
