import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { urlOf } from '../api/call.ts';
import { type ExecutionBrief, keys, newestQuery } from '../api/queries.ts';
import type { SentEvent } from '../live/sse.ts';
import { useLive } from '../live/useLive.ts';
import { latest } from './latest.ts';

const most = 12;
const askAgainMs = 1000;

/** Executions that have changed while the page was open, the last change first; below them the newest ones. */
export function useRecent() {
  const client = useQueryClient();
  const newest = useQuery({ ...newestQuery([], most), refetchInterval: false });
  const [changed, setChanged] = useState<readonly ExecutionBrief[]>([]);
  const asking = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(asking.current), []);
  const add = (events: SentEvent[]) => {
    const news = events
      .filter((event) => event.name === 'execution')
      .map((event) => JSON.parse(event.data) as ExecutionBrief);
    setChanged((before) => latest([...news.reverse(), ...before], most));
    asking.current ??= setTimeout(() => {
      asking.current = undefined;
      void client.invalidateQueries({ queryKey: keys.allNewest() }, { cancelRefetch: false });
    }, askAgainMs);
  };
  const liveness = useLive(urlOf('/stream'), () => 0, add);
  return { newest, recent: latest([...changed, ...(newest.data?.items ?? [])], most), liveness };
}
