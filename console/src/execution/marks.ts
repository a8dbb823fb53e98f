import type { Step } from '../api/queries.ts';
import type { Mark, Marks } from '../graph/marks.ts';
import { edgeKey, type Lookup, type OutlineState } from '../graph/outline.ts';
import type { StatusWord } from '../status/vocabulary.ts';
import { parseTime } from '../time/clock.ts';
import type { Visit } from './visits.ts';

/** How a step stands: by its events, and while it is open by what the server knows of it beside them. */
export function wordOf(visit: Visit, step: Step | undefined, hasEnded: boolean): StatusWord {
  if (visit.outcome === 'succeeded' || visit.outcome === 'caught') {
    return visit.outcome;
  }
  if (visit.outcome === 'failed') {
    return visit.error === 'FnF.TaskTimeout' ? 'timedOut' : 'failed';
  }
  if (hasEnded || step?.status === 'aborted') {
    return 'stopped';
  }
  return step?.status === 'retrying' || step?.status === 'waiting' ? step.status : 'running';
}

/** Which state of the outline each visit is of; those of a definition that has changed since find none. */
export function statesOf(visits: readonly Visit[], flow: Lookup): Map<number, OutlineState> {
  const found = new Map<number, OutlineState>();
  for (const visit of visits) {
    const around = visit.around === undefined ? undefined : found.get(visit.around.id);
    const scopes =
      visit.around === undefined
        ? flow.outline.scopes.slice(0, 1)
        : (flow.inner.get(around?.id ?? -1) ?? []).filter(
            (scope) => visit.index === undefined || visit.isIteration || scope.owner?.index === visit.index,
          );
    const ids = scopes.flatMap((scope) => scope.states);
    const state = ids.map((id) => flow.outline.states[id]).find((each) => each?.name === visit.name);
    if (state !== undefined) {
      found.set(visit.id, state);
    }
  }
  return found;
}

/** What a graph shows of an execution: each state by its latest visit, each way by how often it was taken. */
export function marksOf(
  visits: readonly Visit[],
  steps: ReadonlyMap<number, Step>,
  states: ReadonlyMap<number, OutlineState>,
  hasEnded: boolean,
): Marks {
  const marks = new Map<number, Mark>();
  const ways = new Map<string, number>();
  const drives = new Map<number, number>();
  const byId = new Map(visits.map((visit) => [visit.id, visit]));
  for (const visit of visits) {
    const state = states.get(visit.id);
    if (state === undefined) {
      continue;
    }
    // What was taken up again stands as it does now, however it stood before.
    const before = (drives.get(state.id) ?? visit.drive) < visit.drive ? undefined : marks.get(state.id);
    drives.set(state.id, visit.drive);
    marks.set(state.id, merged(before, markOf(visit, steps.get(visit.id), hasEnded)));
    const from = visit.before === undefined ? undefined : byId.get(visit.before);
    const left = from === undefined ? undefined : states.get(from.id);
    const way = left?.edges.find(
      (edge) =>
        edge.target === state.id && (edge.kind === 'Catch') === (from?.outcome === 'caught') && edge.kind !== 'Retry',
    );
    if (left !== undefined && way !== undefined) {
      ways.set(edgeKey(left.id, way), (ways.get(edgeKey(left.id, way)) ?? 0) + 1);
    }
  }
  return { states: marks, ways };
}

function markOf(visit: Visit, step: Step | undefined, hasEnded: boolean): Mark {
  const word = wordOf(visit, step, hasEnded);
  const isOpen = visit.outcome === 'open' && !hasEnded;
  return {
    word,
    visits: 1,
    attempts: visit.attempts.length,
    ...(visit.to === undefined ? {} : { took: visit.to - visit.from }),
    ...(visit.error === undefined ? {} : { error: visit.error }),
    ...(isOpen && step?.retry !== undefined
      ? { retry: { attempt: step.retry.attempt, of: step.retry.of, next: parseTime(step.retry.next) } }
      : {}),
    ...(isOpen && step?.until !== undefined ? { until: parseTime(step.until) } : {}),
    ...(visit.scopesEntered > 0
      ? { scopes: { ended: visit.scopesLeft, of: Math.max(visit.scopesEntered, step?.scopes ?? 0) } }
      : {}),
  };
}

/** Many visits of one state, as those of a Map's iterations: what is worst or still under way tells most. */
const weight: Readonly<Record<StatusWord, number>> = {
  notReached: 0,
  queued: 1,
  succeeded: 2,
  stopped: 3,
  caught: 4,
  waiting: 5,
  running: 6,
  starting: 6,
  retrying: 7,
  timedOut: 8,
  failed: 9,
};

function merged(before: Mark | undefined, latest: Mark): Mark {
  if (before === undefined) {
    return latest;
  }
  // In a loop the latest visit counts; of visits that go on beside one another the weightiest.
  const isLoop = before.took !== undefined && before.word !== 'failed' && before.word !== 'timedOut';
  const told = isLoop || weight[latest.word] >= weight[before.word] ? latest : before;
  return { ...told, visits: before.visits + 1 };
}
