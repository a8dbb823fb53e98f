import type { HistoryEvent } from '../live/history.ts';

export interface EventFilter {
  readonly text: string;
  readonly kind: string | undefined;
  readonly state: string | undefined;
  readonly isFailedOnly: boolean;
}

export const allEvents: EventFilter = { text: '', kind: undefined, state: undefined, isFailedOnly: false };

export const isFailure = (event: HistoryEvent): boolean => /Failed$|TimedOut$|Aborted$/.test(event.Type);

/** Those that fit every part of a filter. */
export function eventsOf(events: readonly HistoryEvent[], { text, kind, state, isFailedOnly }: EventFilter) {
  const wanted = text.toLowerCase();
  return events.filter(
    (event) =>
      (!isFailedOnly || isFailure(event)) &&
      (kind === undefined || event.Type === kind) &&
      (state === undefined || event.StepName === state) &&
      (wanted === '' ||
        [event.Type, event.StepName, event.EventDetail].some((part) => part.toLowerCase().includes(wanted))),
  );
}

/** What there is to choose from, each once, by name. */
export const choices = (events: readonly HistoryEvent[], of: 'Type' | 'StepName'): string[] =>
  [...new Set(events.map((event) => event[of]))].filter((name) => name !== '').toSorted();
