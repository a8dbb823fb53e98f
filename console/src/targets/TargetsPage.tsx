import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { CopyAs } from '../actions/CopyAs.tsx';
import { targetsQuery } from '../api/targets.ts';
import { PageHead } from '../panel/PageHead.tsx';
import { Answered, Empty } from '../panel/Panel.tsx';
import { TargetCard } from './TargetCard.tsx';

/** Where calls of tasks go, whether that can be reached, and how it went in the last hour. */
export default function TargetsPage() {
  const { t } = useTranslation();
  const targets = useInfiniteQuery(targetsQuery());
  return (
    <>
      <PageHead title={t('nav.targets')}>
        <CopyAs path="/targets" />
      </PageHead>
      <p className="soft">{t('targets.text')}</p>
      <Answered asked={targets} rows={8}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={t('targets.none')} />
          ) : (
            <div className="schedules">
              {items.map((target) => (
                <TargetCard key={target.name} target={target} />
              ))}
            </div>
          )
        }
      </Answered>
      {targets.hasNextPage ? (
        <Button loading={targets.isFetchingNextPage} onClick={() => void targets.fetchNextPage()}>
          {t('list.more')}
        </Button>
      ) : null}
    </>
  );
}
