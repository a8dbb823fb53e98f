import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { messagesQuery } from '../api/queues.ts';
import { Answered, Empty } from '../panel/Panel.tsx';
import { MessageRow } from './MessageRow.tsx';

/** To look at: whoever takes them gets them all the same. */
export function MessageList({ queue }: { queue: string }) {
  const { t } = useTranslation();
  const messages = useInfiniteQuery(messagesQuery(queue));
  return (
    <>
      <h3>{t('sent.inOrder')}</h3>
      <Answered asked={messages}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={t('sent.noMessages')} />
          ) : (
            <ul className="messages">
              {items.map((message) => (
                <MessageRow key={message.id} message={message} />
              ))}
            </ul>
          )
        }
      </Answered>
      {messages.hasNextPage ? (
        <Button size="small" loading={messages.isFetchingNextPage} onClick={() => void messages.fetchNextPage()}>
          {t('list.more')}
        </Button>
      ) : null}
    </>
  );
}
