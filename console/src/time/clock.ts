/** The one clock of the console. It goes as the server's does: what counts down must not depend on this machine's. */

let ahead = 0;

/** Milliseconds since 1970, by the server's clock as far as it is known. */
export const now = (): number => Date.now() + ahead;

/** This machine's own clock, to say when something was asked. */
export const localNow = (): number => Date.now();

/**
 * Takes the header `Date` of an answer, which is cut to whole seconds, as the server's time. It was written between the question
 * and now, and says nothing finer: the server's clock is moved no further than that makes sure.
 * @param asked When, by `localNow`.
 */
export function heardDate(header: string | null, asked: number): void {
  const told = header === null ? Number.NaN : Date.parse(header);
  if (!Number.isNaN(told)) {
    const [least, most] = [told - Date.now(), told + 1000 - asked];
    ahead = Math.min(Math.max(ahead, least), most);
  }
}

export const parseTime = (text: string): number => Date.parse(text);

export const toIso = (time: number): string => new Date(time).toISOString();

const listeners = new Set<() => void>();
let ticker: ReturnType<typeof setInterval> | undefined;
let tick = 0;

/** Calls back each second while somebody listens. All count-downs and ages share this one. */
export function onTick(listener: () => void): () => void {
  listeners.add(listener);
  ticker ??= setInterval(() => {
    tick += 1;
    for (const each of listeners) {
      each();
    }
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(ticker);
      ticker = undefined;
    }
  };
}

export const currentTick = (): number => tick;
