import type { HistoryEvent } from '../live/history.ts';
import { parseTime } from '../time/clock.ts';

/** One attempt at what a step calls. */
export interface Attempt {
  readonly number: number;
  readonly from: number;
  to?: number;
  hasFailed: boolean;
  error?: string;
  /** Ids of the events with what was sent and what came back. */
  readonly sent: number;
  answered?: number;
}

/** One time that a state was entered: a step of the execution. */
export interface Visit {
  /** EventId of its StepEntered, by which it is known. */
  readonly id: number;
  readonly name: string;
  readonly around: Visit | undefined;
  /** Which branch or iteration of the step around it; undefined for none. */
  readonly index: number | undefined;
  readonly isIteration: boolean;
  readonly depth: number;
  /** How often the execution had been redriven before. */
  readonly drive: number;
  readonly from: number;
  to?: number;
  outcome: 'open' | 'succeeded' | 'failed' | 'caught';
  error?: string;
  cause?: string;
  readonly attempts: Attempt[];
  /** EventIds of its own events, oldest first. */
  readonly events: number[];
  /** Id of the visit that came before it in the same scope. */
  readonly before: number | undefined;
  /** Branches or iterations that were entered, and left. */
  scopesEntered: number;
  scopesLeft: number;
}

/** Where an event stands: in a step, or between two in a branch of one. */
interface Place {
  readonly visit: Visit | undefined;
  readonly index: number | undefined;
  readonly isIteration: boolean;
  /** The place is between steps, behind this one. */
  readonly after: Visit | undefined;
}

const endings = new Set(['TaskSucceeded', 'TaskFailed', 'TaskTimedOut', 'TaskSubmitFailed']);

/** The steps that a history tells of, in the order in which they were entered. Any whole beginning of a history will do. */
export function visitsOf(events: readonly HistoryEvent[]): Visit[] {
  const visits: Visit[] = [];
  const places: Place[] = [{ visit: undefined, index: undefined, isIteration: false, after: undefined }];
  let drive = 0;
  for (const event of events) {
    drive += event.Type === 'ExecutionRedriven' ? 1 : 0;
    const led = places[event.ScheduleEventId] ?? (places[0] as Place);
    places[event.EventId] = event.Type === 'StepEntered' ? entered(event, led, visits, drive) : within(event, led);
  }
  return visits;
}

function entered(event: HistoryEvent, led: Place, visits: Visit[], drive: number): Place {
  const before =
    led.visit !== undefined && led.visit.outcome !== 'open' && led.after === undefined ? led.visit : led.after;
  const around = before === undefined ? led.visit : before.around;
  if (before?.outcome === 'failed') {
    before.outcome = 'caught';
  }
  const visit: Visit = {
    id: event.EventId,
    name: event.StepName,
    around,
    index: before === undefined ? led.index : before.index,
    isIteration: before === undefined ? led.isIteration : before.isIteration,
    depth: around === undefined ? 0 : around.depth + 1,
    drive,
    from: parseTime(event.Time),
    outcome: 'open',
    attempts: [],
    events: [event.EventId],
    before: before?.id,
    scopesEntered: 0,
    scopesLeft: 0,
  };
  visits.push(visit);
  return { visit, index: undefined, isIteration: false, after: undefined };
}

function within(event: HistoryEvent, led: Place): Place {
  const visit = ownerOf(event, led);
  if (visit === undefined) {
    return { visit: undefined, index: undefined, isIteration: false, after: undefined };
  }
  visit.events.push(event.EventId);
  const isIteration = event.Type.startsWith('Iteration');
  if (event.Type === 'BranchEntered' || event.Type === 'IterationEntered') {
    visit.scopesEntered += 1;
    return { visit, index: Number(detailOf(event).index ?? 0), isIteration, after: undefined };
  }
  apply(visit, event);
  return { visit, index: undefined, isIteration: false, after: event.Type === 'StepExited' ? visit : undefined };
}

/** Events name their step; what led to one may be an inner step's last. */
function ownerOf(event: HistoryEvent, led: Place): Visit | undefined {
  let visit = led.visit;
  while (visit !== undefined && (visit.name !== event.StepName || visit.to !== undefined)) {
    visit = visit.around;
  }
  return event.StepName === '' ? undefined : (visit ?? led.visit);
}

function apply(visit: Visit, event: HistoryEvent): void {
  const time = parseTime(event.Time);
  const attempt = visit.attempts.at(-1);
  switch (event.Type) {
    case 'TaskScheduled':
      visit.attempts.push({ number: visit.attempts.length + 1, from: time, hasFailed: false, sent: event.EventId });
      return;
    case 'StepSucceeded':
      visit.outcome = 'succeeded';
      [visit.error, visit.cause] = [undefined, undefined];
      return;
    case 'StepFailed':
      visit.outcome = 'failed';
      fail(visit, event);
      return;
    case 'StepExited':
      visit.to = time;
      return;
    case 'BranchExited':
    case 'IterationExited':
      visit.scopesLeft += 1;
      return;
  }
  if (endings.has(event.Type) && attempt !== undefined) {
    attempt.to = time;
    attempt.answered = event.EventId;
    attempt.hasFailed = event.Type !== 'TaskSucceeded';
    if (attempt.hasFailed) {
      fail(visit, event);
      attempt.error = visit.error;
    }
  }
}

function fail(visit: Visit, event: HistoryEvent): void {
  const { error, cause } = detailOf(event);
  visit.error = typeof error === 'string' ? error : undefined;
  visit.cause = typeof cause === 'string' ? cause : undefined;
}

export function detailOf(event: HistoryEvent): Record<string, unknown> {
  try {
    return JSON.parse(event.EventDetail) as Record<string, unknown>;
  } catch {
    return {};
  }
}
