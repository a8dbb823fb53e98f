import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { CopyAs } from '../actions/CopyAs.tsx';
import { LiveWord } from '../panel/LiveWord.tsx';
import { PageHead } from '../panel/PageHead.tsx';
import { Answered, Empty, Panel } from '../panel/Panel.tsx';
import { GonePanel } from './GonePanel.tsx';
import { TaskList } from './TaskList.tsx';
import { TaskPanel } from './TaskPanel.tsx';
import { useInbox } from './useInbox.ts';

/** What waits for somebody to report, since when and until when; it is approved or rejected here. */
export default function InboxPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const chosen = search.get('item');
  const { asked, tasks, hasMore, isFetching, liveness, refresh, gone, decided } = useInbox(chosen);
  const task = tasks?.find((each) => each.id === chosen) ?? gone.find((each) => each.task.id === chosen)?.task;
  const choose = (id: string) => setSearch({ item: id }, { replace: chosen !== null });
  return (
    <>
      <PageHead title={t('nav.inbox')} beside={<LiveWord liveness={liveness} />}>
        <CopyAs path="/inbox" />
      </PageHead>
      <Answered asked={asked} rows={8}>
        {({ tasks: items }) =>
          items.length === 0 && !hasMore && chosen === null ? (
            <Empty title={t('inbox.none')} />
          ) : (
            <div className="split">
              <div>
                {items.length === 0 ? (
                  <Empty title={t('inbox.none')} />
                ) : (
                  <TaskList tasks={items} chosen={chosen} isWhole={!hasMore} onChoose={choose} />
                )}
                {hasMore ? (
                  <Button loading={isFetching} onClick={() => void asked.fetchNextPage()}>
                    {t('list.more')}
                  </Button>
                ) : null}
              </div>
              {task !== undefined ? (
                <TaskPanel
                  key={task.id}
                  task={task}
                  isGone={!items.some((each) => each.id === task.id)}
                  onDecided={(verdict) => decided(task.id, verdict)}
                  onRefresh={refresh}
                />
              ) : (
                <Panel title={t('inbox.state')}>
                  <Empty title={t(chosen === null || hasMore ? 'inbox.choose' : 'inbox.isGone')} />
                </Panel>
              )}
            </div>
          )
        }
      </Answered>
      {gone.length === 0 ? null : <GonePanel gone={gone} />}
    </>
  );
}
