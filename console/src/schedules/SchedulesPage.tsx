import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CopyAs } from '../actions/CopyAs.tsx';
import { schedulesQuery } from '../api/queries.ts';
import { PageHead } from '../panel/PageHead.tsx';
import { Answered, Empty } from '../panel/Panel.tsx';
import { inOrderOfNext } from './order.ts';
import { ScheduleCard } from './ScheduleCard.tsx';

/** So many pages are read unasked, to bring them into order; a page may be short, since flows without schedules count. */
const mostUnasked = 10;

/** What is started next by the clock, in each schedule's zone and in UTC; what was started last, and what was missed. */
export default function SchedulesPage() {
  const { t } = useTranslation();
  const schedules = useInfiniteQuery(schedulesQuery());
  const { hasNextPage, isFetching, fetchNextPage } = schedules;
  const pageCount = schedules.data?.pageCount ?? 0;
  const goesOn = hasNextPage && !isFetching && !schedules.isError && pageCount < mostUnasked;
  useEffect(() => {
    if (goesOn) {
      void fetchNextPage();
    }
  }, [goesOn, fetchNextPage]);
  return (
    <>
      <PageHead title={t('nav.schedules')}>
        <CopyAs path="/schedules" />
      </PageHead>
      <Answered asked={schedules} rows={6}>
        {({ items }) =>
          items.length === 0 && !hasNextPage ? (
            <Empty title={t('schedules.none')}>
              <Link to="/flows">{t('nav.flows')}</Link>
            </Empty>
          ) : (
            <div className="schedules">
              {inOrderOfNext(items).map((schedule) => (
                <ScheduleCard key={`${schedule.flow}/${schedule.name}`} schedule={schedule} />
              ))}
            </div>
          )
        }
      </Answered>
      {hasNextPage && pageCount >= mostUnasked ? (
        <Button loading={isFetching} onClick={() => void fetchNextPage()}>
          {t('list.more')}
        </Button>
      ) : null}
    </>
  );
}
