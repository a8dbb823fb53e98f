import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queueQuery } from '../api/queues.ts';
import { Fact } from '../panel/Fact.tsx';
import { Answered, Panel } from '../panel/Panel.tsx';
import { bytes, number, span } from '../time/format.ts';
import { MessageList } from './MessageList.tsx';
import { SendDialog } from './SendDialog.tsx';

/** One queue: how many messages it has, what it is set to, and the messages in the order in which they are taken. */
export function QueuePanel({ queue, onClose }: { queue: string; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const asked = useQuery(queueQuery(queue));
  const [isSending, setSending] = useState(false);
  const amount = (value: number) => number(value, i18n.language);
  const beside = (
    <span className="page-actions">
      <Button size="small" onClick={() => setSending(true)}>
        {t('sent.send')}
      </Button>
      <Button size="small" type="text" onClick={onClose}>
        {t('steps.close')}
      </Button>
    </span>
  );
  return (
    <Panel title={queue} raw beside={beside}>
      <Answered asked={asked} rows={6}>
        {(data) => (
          <>
            <dl className="figures">
              {(['active', 'inactive', 'delayed'] as const).map((part) => (
                <div key={part}>
                  <dt>{t(`sent.${part}`)}</dt>
                  <dd data-raw>{amount(data[part])}</dd>
                </div>
              ))}
            </dl>
            <dl className="facts">
              <Fact word={t('sent.visibility')}>
                <span data-raw>{span(data.visibilitySeconds * 1000)}</span>
              </Fact>
              <Fact word={t('sent.retention')}>
                <span data-raw>{span(data.messageRetentionSeconds * 1000)}</span>
              </Fact>
              <Fact word={t('sent.largest')}>
                <span data-raw>{bytes(data.maximumMessageSize)}</span>
              </Fact>
            </dl>
            <MessageList queue={queue} />
          </>
        )}
      </Answered>
      {isSending ? <SendDialog queue={queue} onClose={() => setSending(false)} /> : null}
    </Panel>
  );
}
