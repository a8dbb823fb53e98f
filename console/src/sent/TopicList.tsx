import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Topic, topicsQuery } from '../api/queues.ts';
import { Answered, Empty, Panel } from '../panel/Panel.tsx';
import { number } from '../time/format.ts';

export function TopicList() {
  const { t } = useTranslation();
  const topics = useInfiniteQuery(topicsQuery());
  return (
    <Panel title={t('sent.topics')}>
      <Answered asked={topics}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={t('sent.noTopics')} />
          ) : (
            <ul className="execution-rows">
              {items.map((topic) => (
                <TopicRow key={topic.name} topic={topic} />
              ))}
            </ul>
          )
        }
      </Answered>
      {topics.hasNextPage ? (
        <Button size="small" loading={topics.isFetchingNextPage} onClick={() => void topics.fetchNextPage()}>
          {t('list.more')}
        </Button>
      ) : null}
    </Panel>
  );
}

function TopicRow({ topic }: { topic: Topic }) {
  const { t, i18n } = useTranslation();
  return (
    <li>
      <strong data-raw>{topic.name}</strong>
      <span className="soft">{t('sent.published', { number: number(topic.messages, i18n.language) })}</span>
      <span className="end">
        {topic.subscriptions.length === 0 ? (
          <span className="soft">{t('sent.noSubscriptions')}</span>
        ) : (
          topic.subscriptions.map(({ name, queue, tag }) => (
            <span key={name} className="subscription" title={name}>
              {' '}
              <Link to={{ search: `?queue=${encodeURIComponent(queue)}` }} preventScrollReset data-raw>
                {queue}
              </Link>
              {tag === undefined ? null : <code data-raw>{` ${tag}`}</code>}
            </span>
          ))
        )}
      </span>
    </li>
  );
}
