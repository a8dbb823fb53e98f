import { useEffect, useEffectEvent, useState } from 'react';
import { openStream } from '../api/call.ts';
import { Problem } from '../api/problem.ts';
import { createReader, type SentEvent, waitBefore } from './sse.ts';

/** What a stream is doing, in a word that is shown. */
export type Liveness = 'connecting' | 'live' | 'reconnecting' | 'paused' | 'ended' | 'refused';

const batchMs = 100;
const hiddenMs = 30_000;

/**
 * Holds the one stream of a page open: it comes back after whatever breaks it, from where it was.
 * @param url Null for no stream.
 * @param lastId What is there already; asked at each connection.
 * @param onBatch At most ten times a second.
 */
export function useLive(
  url: string | null,
  lastId: () => number,
  onBatch: (events: SentEvent[]) => void,
  isPaused = false,
): Liveness {
  const [liveness, setLiveness] = useState<Liveness>('connecting');
  const batch = useEffectEvent(onBatch);
  const last = useEffectEvent(lastId);
  useEffect(() => {
    if (url === null || isPaused) {
      setLiveness(isPaused ? 'paused' : 'connecting');
      return;
    }
    return follow(url, last, batch, setLiveness);
  }, [url, isPaused]);
  return liveness;
}

function follow(
  url: string,
  lastId: () => number,
  onBatch: (events: SentEvent[]) => void,
  tell: (liveness: Liveness) => void,
): () => void {
  let [stopped, attempt] = [false, 0];
  let connection = new AbortController();
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let hiding: ReturnType<typeof setTimeout> | undefined;

  const again = () => {
    clearTimeout(waiting);
    if (!stopped) {
      connection.abort();
      connection = new AbortController();
      void run(connection.signal);
    }
  };

  async function run(signal: AbortSignal): Promise<void> {
    try {
      if (
        await read(url, lastId(), onBatch, signal, () => {
          attempt = 0;
          tell('live');
        })
      ) {
        stopped = true;
        tell('ended');
        return;
      }
    } catch (problem) {
      if (problem instanceof Problem && problem.status >= 400 && problem.status < 500 && problem.status !== 429) {
        stopped = true;
        tell('refused');
        return;
      }
    }
    if (!signal.aborted && !stopped) {
      tell('reconnecting');
      waiting = setTimeout(again, waitBefore(attempt, Math.random()));
      attempt += 1;
    }
  }

  const onVisibility = () => {
    clearTimeout(hiding);
    if (document.visibilityState === 'hidden') {
      hiding = setTimeout(() => {
        clearTimeout(waiting);
        connection.abort();
        tell('paused');
      }, hiddenMs);
    } else if (connection.signal.aborted) {
      again();
    }
  };

  window.addEventListener('online', again);
  document.addEventListener('visibilitychange', onVisibility);
  void run(connection.signal);
  return () => {
    stopped = true;
    clearTimeout(waiting);
    clearTimeout(hiding);
    connection.abort();
    window.removeEventListener('online', again);
    document.removeEventListener('visibilitychange', onVisibility);
  };
}

/** Reads one connection to its end. True when what it told of has ended, so that nothing more will come. */
async function read(
  url: string,
  lastId: number,
  onBatch: (events: SentEvent[]) => void,
  signal: AbortSignal,
  onOpen: () => void,
): Promise<boolean> {
  const answer = await openStream(url, lastId > 0 ? { 'last-event-id': String(lastId) } : {}, signal);
  onOpen();
  const reader = createReader();
  let pending: SentEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (pending.length > 0 && !signal.aborted) {
      onBatch(pending);
    }
    pending = [];
  };
  try {
    for await (const text of textsOf(answer)) {
      pending.push(...reader(text));
      if (pending.some((event) => event.name === 'end')) {
        return true;
      }
      timer ??= setTimeout(flush, batchMs);
    }
    return false;
  } finally {
    flush();
  }
}

async function* textsOf(answer: Response): AsyncGenerator<string> {
  const pieces = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let piece = await pieces?.read(); piece !== undefined && !piece.done; piece = await pieces?.read()) {
    yield piece.value;
  }
}
