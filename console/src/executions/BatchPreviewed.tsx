import { useTranslation } from 'react-i18next';
import type { BatchPreview } from '../api/batches.ts';
import { ExecutionRows } from '../list/ExecutionRows.tsx';
import { Empty } from '../panel/Panel.tsx';
import { number } from '../time/format.ts';

const most = 5;

/** To how many a batch would do something, and the newest of them. */
export function BatchPreviewed({ preview: { count = 0, isCountExact, sample = [] } }: { preview: BatchPreview }) {
  const { t, i18n } = useTranslation();
  if (count === 0) {
    return <Empty title={t('batch.noneFits')} />;
  }
  const shown = number(count, i18n.language);
  return (
    <section aria-label={t('batch.newest')}>
      <p role="status">
        <strong>
          {isCountExact === false
            ? t('executions.countMore', { number: shown })
            : t('batch.count', { count, number: shown })}
        </strong>{' '}
        <span className="soft">{t('batch.newest')}</span>
      </p>
      <ExecutionRows executions={sample.slice(0, most)} none={t('batch.noneFits')} />
    </section>
  );
}
