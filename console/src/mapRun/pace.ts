import type { MapRun } from '../api/mapRuns.ts';
import { parseTime } from '../time/clock.ts';

export interface Pace {
  /** Items that came to an end, in a second. */
  readonly perSecond: number;
  /** Until the last one has, should it go on like this; undefined when that cannot be told. */
  readonly leftMs: number | undefined;
}

/** How fast a run goes; undefined while nothing has come to an end. */
export function paceOf({ items, started, stopped }: MapRun, now: number): Pace | undefined {
  const done = items.succeeded + items.failed;
  const tookMs = (stopped === undefined ? now : parseTime(stopped)) - parseTime(started);
  if (done === 0 || tookMs <= 0) {
    return undefined;
  }
  const left = items.pending + items.running;
  return {
    perSecond: (1000 * done) / tookMs,
    leftMs: stopped === undefined && left > 0 ? (left * tookMs) / done : undefined,
  };
}

/** `12`, `3.4`, `0.05`: as many digits as tell something. */
export const paceText = (perSecond: number): string =>
  perSecond >= 10 ? String(Math.round(perSecond)) : perSecond.toPrecision(2);
