import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { HistoryEvent } from '../live/history.ts';
import { allEvents, choices, eventsOf } from './eventFilter.ts';

const events = (
  JSON.parse(readFileSync(new URL('./histories/retries.json', import.meta.url), 'utf8')) as { items: HistoryEvent[] }
).items;

test('without a filter all of them stay', () => {
  expect(eventsOf(events, allEvents)).toEqual(events);
});

test('the parts of a filter are joined by and', () => {
  const kind = choices(events, 'Type').find((each) => each === 'TaskFailed');
  const state = choices(events, 'StepName')[0];
  const found = eventsOf(events, { ...allEvents, kind, state, isFailedOnly: true });

  expect(found.length).toBeGreaterThan(0);
  expect(found.every((event) => event.Type === 'TaskFailed' && event.StepName === state)).toBe(true);
  expect(eventsOf(events, { ...allEvents, kind, state: 'nowhere' })).toEqual([]);
});

test('a text is looked for in kind, state and detail, whatever the case', () => {
  expect(eventsOf(events, { ...allEvents, text: 'TASKFAILED' }).length).toBeGreaterThan(0);
  expect(eventsOf(events, { ...allEvents, text: 'is nowhere at all' })).toEqual([]);
});
