import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { urlOf } from '../api/call.ts';
import { type ExecutionRef, keys } from '../api/queries.ts';
import { History, type HistoryEvent } from '../live/history.ts';
import { type Liveness, useLive } from '../live/useLive.ts';

export interface Followed {
  readonly events: readonly HistoryEvent[];
  readonly liveness: Liveness;
}

const askAgainMs = 500;

/** The events of an execution, from the first one on and as they come, each once. */
export function useExecutionStream(ref: ExecutionRef, isPaused: boolean): Followed {
  const client = useQueryClient();
  const [history] = useState(() => new History());
  const [version, setVersion] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const liveness = useLive(
    urlOf('/executions/{flow}/{name}/stream', ref),
    () => history.last,
    (sent) => {
      const fresh = history.add(
        sent.filter((event) => event.name === 'message').map((event) => JSON.parse(event.data) as HistoryEvent),
      );
      if (fresh.length > 0) {
        setVersion(history.version);
        timer.current ??= setTimeout(() => {
          timer.current = undefined;
          void client.invalidateQueries({ queryKey: keys.execution(ref) });
        }, askAgainMs);
      }
    },
    isPaused,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the history is the same object, and its version tells of a change
  const events = useMemo(() => history.all(), [history, version]);
  return { events, liveness };
}
