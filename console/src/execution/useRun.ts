import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Execution, type ExecutionRef, outlineQuery, type Step } from '../api/queries.ts';
import { type Marks, noMarks } from '../graph/marks.ts';
import { lookup, type Outline, type OutlineState } from '../graph/outline.ts';
import type { HistoryEvent } from '../live/history.ts';
import { hasEnded } from '../status/vocabulary.ts';
import { marksOf, statesOf } from './marks.ts';
import { type Visit, visitsOf } from './visits.ts';

/** An execution as a page shows it: all of it made from its events, and from what the server knows beside them. */
export interface Run {
  readonly visits: readonly Visit[];
  readonly steps: ReadonlyMap<number, Step>;
  readonly states: ReadonlyMap<number, OutlineState>;
  readonly marks: Marks;
  readonly outline: Outline | undefined;
  readonly outlineError: Error | null;
  readonly isOver: boolean;
  readonly standing: { status: string; retrying: boolean; waiting: boolean };
}

const ends: Readonly<Record<string, string>> = {
  ExecutionSucceeded: 'Succeeded',
  ExecutionFailed: 'Failed',
  ExecutionStopped: 'Stopped',
  ExecutionTimedOut: 'TimedOut',
};

export function useRun(ref: ExecutionRef, events: readonly HistoryEvent[], execution: Execution | undefined): Run {
  const outline = useQuery({
    ...outlineQuery(ref.flow, execution?.qualifier),
    enabled: execution !== undefined,
    staleTime: 60_000,
  });
  return useMemo(() => {
    const visits = visitsOf(events);
    const steps = new Map((execution?.steps ?? []).map((step) => [step.enteredEvent, step]));
    const status = ends[events.at(-1)?.Type ?? ''] ?? execution?.status ?? 'Running';
    const isOver = hasEnded(status);
    const states =
      outline.data === undefined ? new Map<number, OutlineState>() : statesOf(visits, lookup(outline.data));
    const standing = (wanted: Step['status']) => !isOver && [...steps.values()].some((step) => step.status === wanted);
    return {
      visits,
      steps,
      states,
      marks: outline.data === undefined ? noMarks : marksOf(visits, steps, states, isOver),
      outline: outline.data,
      outlineError: outline.error,
      isOver,
      standing: { status, retrying: standing('retrying'), waiting: standing('waiting') },
    };
  }, [events, execution, outline.data, outline.error]);
}
