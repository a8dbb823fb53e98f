import { useTranslation } from 'react-i18next';
import type { Execution } from '../api/queries.ts';
import { Fact } from '../panel/Fact.tsx';
import { parseTime } from '../time/clock.ts';
import { span } from '../time/format.ts';
import { Time, useNow } from '../time/Time.tsx';

export function ExecutionFacts({ execution }: { execution: Execution }) {
  const { t } = useTranslation();
  const now = useNow();
  const end = execution.stopped === undefined ? now : parseTime(execution.stopped);
  return (
    <dl className="facts">
      <Fact word={t('execution.started')}>
        <Time at={execution.started} exact />
      </Fact>
      {execution.stopped === undefined ? null : (
        <Fact word={t('execution.stopped')}>
          <Time at={execution.stopped} exact />
        </Fact>
      )}
      <Fact word={t('execution.took')}>
        <span data-raw>{span(end - parseTime(execution.started))}</span>
      </Fact>
      {execution.deadline === undefined ? null : (
        <Fact word={t('execution.deadline')}>
          <Time at={execution.deadline} exact />
        </Fact>
      )}
      {execution.qualifier === undefined ? null : (
        <Fact word={t('execution.qualifier')}>
          <span data-raw>{execution.qualifier}</span>
        </Fact>
      )}
    </dl>
  );
}
