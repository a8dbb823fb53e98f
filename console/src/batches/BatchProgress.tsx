import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Batch, isBatchOver } from '../api/batches.ts';
import { Fact } from '../panel/Fact.tsx';
import { number } from '../time/format.ts';
import { Time } from '../time/Time.tsx';
import { percentOf } from './percent.ts';

export function BatchProgress({ batch }: { batch: Batch }) {
  const { t, i18n } = useTranslation();
  const { done, failed, expected, isExpectedExact, created, createdBy, ended, problem } = batch;
  const amount = (value: number) => number(value, i18n.language);
  const percent = percentOf(batch);
  return (
    <>
      {percent === undefined ? null : (
        <Progress
          aria-label={t('batch.progress')}
          percent={percent}
          showInfo={false}
          status={isBatchOver(batch) ? 'normal' : 'active'}
        />
      )}
      {problem === undefined ? null : (
        <p className="fault" data-raw lang="en">
          {problem}
        </p>
      )}
      <dl className="facts">
        <Fact word={t('batch.done')}>
          <span data-raw>{amount(done)}</span>
        </Fact>
        <Fact word={t('batch.failed')}>
          <span data-raw className={failed === 0 ? undefined : 'fault'}>
            {amount(failed)}
          </span>
        </Fact>
        <Fact word={t('batch.of')}>
          {isExpectedExact ? <span data-raw>{amount(expected)}</span> : t('batch.more', { number: amount(expected) })}
        </Fact>
        <Fact word={t('batch.created')}>
          <Time at={created} />
        </Fact>
        <Fact word={t('batch.by')}>
          <span data-raw>{createdBy}</span>
        </Fact>
        {ended === undefined ? null : (
          <Fact word={t('batch.ended')}>
            <Time at={ended} />
          </Fact>
        )}
      </dl>
    </>
  );
}
