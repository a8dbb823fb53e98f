import type { Visit } from './visits.ts';

/** A stretch of the waterfall, in parts of the whole from 0 to 1. */
export interface Bar {
  readonly kind: 'run' | 'attempt' | 'failed' | 'backoff';
  readonly from: number;
  readonly to: number;
}

export interface Axis {
  readonly from: number;
  readonly to: number;
}

export function axisOf(visits: readonly Visit[], now: number): Axis {
  const from = visits.reduce((first, visit) => Math.min(first, visit.from), Number.POSITIVE_INFINITY);
  const to = visits.reduce((last, visit) => Math.max(last, visit.to ?? now), 0);
  return visits.length === 0 ? { from: 0, to: 1 } : { from, to: Math.max(to, from + 1) };
}

/** One row: the step, or its attempts and the pauses between them. */
export function barsOf(visit: Visit, axis: Axis, now: number): Bar[] {
  const part = (time: number) => Math.min(1, Math.max(0, (time - axis.from) / (axis.to - axis.from)));
  const end = visit.to ?? now;
  if (visit.attempts.length === 0) {
    return [{ kind: visit.outcome === 'failed' ? 'failed' : 'run', from: part(visit.from), to: part(end) }];
  }
  return visit.attempts.flatMap((attempt, index): Bar[] => {
    const next = visit.attempts[index + 1];
    const over = attempt.to ?? end;
    const bar: Bar = { kind: attempt.hasFailed ? 'failed' : 'attempt', from: part(attempt.from), to: part(over) };
    const until = next?.from ?? (attempt.hasFailed && visit.to === undefined ? end : undefined);
    return until === undefined ? [bar] : [bar, { kind: 'backoff', from: part(over), to: part(until) }];
  });
}
