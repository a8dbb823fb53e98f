import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { HistoryEvent } from '../live/history.ts';
import { testOf } from './asTest.ts';
import { visitsOf } from './visits.ts';

const read = (name: string): HistoryEvent[] =>
  (JSON.parse(readFileSync(new URL(`histories/${name}.json`, import.meta.url), 'utf8')) as { items: HistoryEvent[] })
    .items;

const event = (EventId: number, ScheduleEventId: number, Type: string, StepName: string, detail: string) => ({
  EventId,
  ScheduleEventId,
  Type,
  StepName,
  Time: '2026-01-01T00:00:00.000Z',
  EventDetail: detail,
});

test('every failed try is an answer, and the end is what is expected', () => {
  const events = read('retries').slice(0, 9);

  expect(
    testOf({ flow: 'retries', name: 'again', status: 'Failed', error: 'HTTP.RequestFailed' }, visitsOf(events), events),
  ).toBe(`flow: ./retries.yaml
tests:
  - name: again
    input: {"sum":12}
    targets:
      charge:
        - {error: "HTTP.RequestFailed", cause: "POST http://127.0.0.1:9: Connection refused."}
        - {error: "HTTP.RequestFailed", cause: "POST http://127.0.0.1:9: Connection refused."}
    expect:
      status: Failed
      error: HTTP.RequestFailed
      path: [charge]
`);
});

test('answers in iterations say which, a callback is one, and digits stay as they came', () => {
  const events = [
    event(1, 0, 'ExecutionStarted', '', '{"input":{"n":9007199254740993}}'),
    event(2, 1, 'StepEntered', 'each', '{}'),
    event(3, 2, 'StepStarted', 'each', '{}'),
    event(4, 3, 'IterationEntered', 'each', '{"index":1}'),
    event(5, 4, 'StepEntered', 'a/b', '{}'),
    event(6, 5, 'StepStarted', 'a/b', '{}'),
    event(7, 6, 'TaskScheduled', 'a/b', '{"taskMode":"WaitForCustomCallback"}'),
    event(8, 7, 'TaskSucceeded', 'a/b', '{"output":{"id":1.0}}'),
  ];

  expect(testOf({ flow: 'f', name: 'on', status: 'Running' }, visitsOf(events), events)).toContain(`  - name: "on"
    input: {"n":9007199254740993}
    targets:
      "each/\\"a/b\\"":
        - {callback: {output: {"id":1.0}}, when: {iteration: 1}}
`);
});

test('an attempt that nobody answered timed out', () => {
  const events = read('retries').slice(0, 5);

  expect(testOf({ flow: 'f', name: 'x', status: 'Stopped' }, visitsOf(events), events)).toContain('- {timeout: true}');
});

test('without tasks there are no targets', () => {
  const events = read('classic');

  expect(testOf({ flow: 'f', name: 'x', status: 'Succeeded' }, visitsOf(events), events)).not.toContain('targets');
});
