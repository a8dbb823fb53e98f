import { useTranslation } from 'react-i18next';
import type { MapRun } from '../api/mapRuns.ts';
import { ShareBar } from '../list/ShareBar.tsx';
import type { Tone } from '../look/tokens.ts';
import { Fact } from '../panel/Fact.tsx';
import { Panel } from '../panel/Panel.tsx';
import { number, span } from '../time/format.ts';
import { Time, useNow } from '../time/Time.tsx';
import { paceOf, paceText } from './pace.ts';

const parts = [
  ['succeeded', 'succeeded'],
  ['failed', 'failed'],
  ['running', 'running'],
  ['pending', 'pending'],
  ['aborted', 'stopped'],
] as const satisfies readonly (readonly [keyof MapRun['items'], Tone])[];

/** How far it is, and how fast. */
export function MapRunProgress({ run }: { run: MapRun }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const pace = paceOf(run, now);
  const amount = (value: number) => number(value, i18n.language);
  return (
    <Panel title={t('mapRun.progress')} beside={<span>{t('mapRun.items', { number: amount(run.items.total) })}</span>}>
      <ShareBar
        label={t('mapRun.progress')}
        shares={parts.map(([key, tone]) => ({ key, tone, amount: run.items[key] }))}
      />
      <dl className="figures">
        {parts.map(([key, tone]) => (
          <div key={key} className={`tone-${tone}`}>
            <dt>{t(`mapRun.part.${key}`)}</dt>
            <dd data-raw className={run.items[key] > 0 ? 'told' : undefined}>
              {amount(run.items[key])}
            </dd>
          </div>
        ))}
      </dl>
      {run.firstFailure === undefined ? null : (
        <p className="step-error tone-failed" data-raw lang="en">
          {run.firstFailure}
        </p>
      )}
      <dl className="facts">
        {pace === undefined ? null : (
          <Fact word={t('mapRun.pace')}>{t('mapRun.perSecond', { number: paceText(pace.perSecond) })}</Fact>
        )}
        {pace?.leftMs === undefined ? null : (
          <Fact word={t('mapRun.left')}>
            <span data-raw>{span(pace.leftMs)}</span>
          </Fact>
        )}
        <Fact word={t('mapRun.concurrency')}>
          <span data-raw>{amount(run.concurrency)}</span>
        </Fact>
        <Fact word={t('mapRun.tolerated')}>
          <span data-raw>{toleratedText(run)}</span>
        </Fact>
        {run.childMode === undefined ? null : <Fact word={t('flows.mode')}>{t(`mode.${run.childMode}`)}</Fact>}
        <Fact word={t('execution.started')}>
          <Time at={run.started} exact />
        </Fact>
        {run.stopped === undefined ? null : (
          <Fact word={t('execution.stopped')}>
            <Time at={run.stopped} exact />
          </Fact>
        )}
      </dl>
    </Panel>
  );
}

const toleratedText = ({ toleratedFailedCount, toleratedFailedPercentage }: MapRun): string =>
  [toleratedFailedCount, ...(toleratedFailedPercentage === 0 ? [] : [`${toleratedFailedPercentage} %`])].join(' · ');
