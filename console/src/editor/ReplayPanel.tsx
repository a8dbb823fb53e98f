import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../actions/ActionButton.tsx';
import { useRefusal } from '../actions/useRefusal.ts';
import { type Replaying, replayQuery } from '../api/replays.ts';
import { ProblemText } from '../panel/ProblemText.tsx';
import { ReplayView } from './ReplayView.tsx';

const amounts = [100, 500, 1000];

interface Shown {
  readonly flow: string;
  readonly text: string;
  readonly onLine: (line: number) => void;
}

/** What would become of the flow's last executions, if what is written here were saved. */
export function ReplayPanel({ flow, text, onLine }: Shown) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const refusal = useRefusal(flow);
  const [last, setLast] = useState(100);
  const [wanted, setWanted] = useState<Replaying>();
  const query = replayQuery(wanted ?? { flow, definition: text, last });
  const asked = useQuery({ ...query, enabled: wanted !== undefined, refetchOnWindowFocus: false });
  const run = () => {
    const next = { flow, definition: text, last };
    // The same text meets executions that have ended since.
    void client.removeQueries({ queryKey: replayQuery(next).queryKey });
    setWanted(next);
  };
  return (
    <>
      <p className="soft">{t('replays.text')}</p>
      <div className="filters">
        <Segmented
          aria-label={t('replays.last')}
          value={last}
          onChange={setLast}
          options={amounts.map((value) => ({ value, label: t('replays.amount', { number: value }) }))}
        />
        {asked.isFetching ? (
          <ActionButton word={t('replays.stop')} onRun={() => setWanted(undefined)} />
        ) : (
          <ActionButton
            word={t('replays.run')}
            disabledBecause={refusal('sluice:ReplayExecutions') ?? refusal('sluice:ReadRecording')}
            onRun={run}
          />
        )}
      </div>
      {wanted !== undefined && wanted.definition !== text ? <p className="fault">{t('replays.isOld')}</p> : null}
      {asked.isFetching ? (
        <div aria-busy="true">
          <Skeleton active title={false} paragraph={{ rows: 4 }} />
        </div>
      ) : null}
      {wanted === undefined || asked.error === null ? null : <ProblemText problem={asked.error} onRetry={run} />}
      {wanted === undefined || asked.data === undefined ? null : (
        <ReplayView flow={flow} replay={asked.data} onLine={onLine} />
      )}
    </>
  );
}
