import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { queuesQuery } from '../api/queues.ts';
import { Answered, Empty, Panel } from '../panel/Panel.tsx';
import { number } from '../time/format.ts';

export function QueueList({ chosen }: { chosen: string | null }) {
  const { t, i18n } = useTranslation();
  const queues = useInfiniteQuery(queuesQuery());
  return (
    <Panel title={t('sent.queues')}>
      <Answered asked={queues}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={t('sent.noQueues')} />
          ) : (
            <ul className="execution-rows">
              {items.map((queue) => (
                <li key={queue.name}>
                  <Link
                    to={{ search: `?queue=${encodeURIComponent(queue.name)}` }}
                    preventScrollReset
                    aria-current={queue.name === chosen}
                    data-raw
                  >
                    {queue.name}
                  </Link>
                  <span className="soft end">
                    {t('sent.messages', { count: queue.messages, number: number(queue.messages, i18n.language) })}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
      {queues.hasNextPage ? (
        <Button size="small" loading={queues.isFetchingNextPage} onClick={() => void queues.fetchNextPage()}>
          {t('list.more')}
        </Button>
      ) : null}
    </Panel>
  );
}
