import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { CopyAs } from '../actions/CopyAs.tsx';
import { PageHead } from '../panel/PageHead.tsx';
import { QueueList } from './QueueList.tsx';
import { QueuePanel } from './QueuePanel.tsx';
import { TopicList } from './TopicList.tsx';

/** What flows have sent: what lies in which queue, and what topics give on to whom. */
export default function SentPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const queue = search.get('queue');
  const choose = (name: string | undefined) =>
    setSearch(name === undefined ? {} : { queue: name }, { preventScrollReset: true });
  return (
    <>
      <PageHead title={t('nav.sent')}>
        <CopyAs path={queue === null ? '/queues' : `/queues/${encodeURIComponent(queue)}/messages`} />
      </PageHead>
      <div className="split">
        <div>
          <QueueList chosen={queue} />
          <TopicList />
        </div>
        {queue === null ? null : <QueuePanel key={queue} queue={queue} onClose={() => choose(undefined)} />}
      </div>
    </>
  );
}
