import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Step } from '../api/queries.ts';
import orders from '../graph/orders.outline.json' with { type: 'json' };
import { lookup, type Outline } from '../graph/outline.ts';
import { History, type HistoryEvent } from '../live/history.ts';
import { marksOf, statesOf } from './marks.ts';
import { type Visit, visitsOf } from './visits.ts';

const read = (name: string): HistoryEvent[] =>
  (JSON.parse(readFileSync(new URL(`histories/${name}.json`, import.meta.url), 'utf8')) as { items: HistoryEvent[] })
    .items;

const brief = (visit: Visit) =>
  [visit.around?.name, visit.index, visit.name, visit.outcome].filter((part) => part !== undefined).join(' ');

test('branches, iterations and what follows in them are told apart', () => {
  expect(visitsOf(read('orders')).map(brief)).toEqual([
    'size succeeded',
    'prepare succeeded',
    'prepare 0 reserve succeeded',
    'prepare 1 pack succeeded',
    'prepare 0 label succeeded',
    'pack 0 wrap succeeded',
    'pack 1 wrap succeeded',
    'pack 0 weigh succeeded',
    'pack 2 wrap succeeded',
    'pack 1 weigh succeeded',
    'pack 2 weigh succeeded',
    'ship succeeded',
  ]);
});

test('steps in the option of a classic choice lie in it', () => {
  expect(visitsOf(read('classic')).map(brief)).toEqual([
    'begin succeeded',
    'many succeeded',
    'many rest succeeded',
    'end succeeded',
  ]);
});

test('each attempt is told, with its error', () => {
  const [charge] = visitsOf(read('retries'));

  expect(charge?.attempts.map((attempt) => [attempt.number, attempt.hasFailed, attempt.error])).toEqual(
    [1, 2, 3, 4, 5].map((number) => [number, true, 'HTTP.RequestFailed']),
  );
  expect([charge?.outcome, charge?.error]).toEqual(['failed', 'HTTP.RequestFailed']);
});

test('events that come in disorder and twice give the same steps', () => {
  const events = read('orders');
  const history = new History();
  history.add(events.toReversed());
  history.add(events);

  expect(visitsOf(history.all())).toEqual(visitsOf(events));
});

test('a history that is cut anywhere has the same steps as far as it goes', () => {
  const events = read('orders');
  const names = visitsOf(events).map((visit) => [visit.id, visit.name, visit.around?.id, visit.index]);
  for (let length = 0; length <= events.length; length += 1) {
    const cut = visitsOf(events.slice(0, length)).map((visit) => [visit.id, visit.name, visit.around?.id, visit.index]);

    expect(cut).toEqual(names.slice(0, cut.length));
  }
});

test('a graph shows the way that was taken, and how often each state was visited', () => {
  const flow = lookup(orders as Outline);
  const visits = visitsOf(read('orders'));
  const marks = marksOf(visits, new Map<number, Step>(), statesOf(visits, flow), true);
  const byName = new Map([...marks.states].map(([id, mark]) => [flow.outline.states[id]?.name, mark]));

  expect([byName.get('wrap')?.visits, byName.get('pack')?.scopes, byName.get('refuse')]).toEqual([
    3,
    { ended: 3, of: 3 },
    undefined,
  ]);
  expect(
    [...marks.ways].map(([key, count]) => [
      flow.outline.states[Number(key.split('/')[0])]?.name,
      key.split('/')[1],
      count,
    ]),
  ).toEqual([
    ['size', 'Default', 1],
    ['reserve', 'Next', 1],
    ['wrap', 'Next', 3],
    ['prepare', 'Next', 1],
  ]);
});

test('what was redriven and has succeeded is marked so, though it had failed before', () => {
  const line = (EventId: number, ScheduleEventId: number, Type: string, StepName = '') => ({
    EventId,
    ScheduleEventId,
    Type,
    StepName,
    Time: '2026-01-01T00:00:00.000Z',
    EventDetail: '{}',
  });
  const failed = [
    line(1, 0, 'ExecutionStarted'),
    line(2, 1, 'StepEntered', 'size'),
    line(3, 2, 'StepStarted', 'size'),
    line(4, 3, 'StepFailed', 'size'),
    line(5, 4, 'StepExited', 'size'),
    line(6, 5, 'ExecutionFailed'),
  ];
  const redriven = [
    ...failed,
    line(7, 6, 'ExecutionRedriven'),
    line(8, 7, 'StepEntered', 'size'),
    line(9, 8, 'StepStarted', 'size'),
    line(10, 9, 'StepSucceeded', 'size'),
    line(11, 10, 'StepExited', 'size'),
  ];
  const flow = lookup(orders as Outline);
  const wordOfSize = (events: HistoryEvent[]) => {
    const visits = visitsOf(events);
    const states = statesOf(visits, flow);
    const size = states.get(2)?.id ?? -1;
    return marksOf(visits, new Map(), states, false).states.get(size)?.word;
  };

  expect([wordOfSize(failed), wordOfSize(redriven)]).toEqual(['failed', 'succeeded']);
});
