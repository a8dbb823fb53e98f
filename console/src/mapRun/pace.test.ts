import { expect, test } from 'vitest';
import type { MapRun } from '../api/mapRuns.ts';
import { paceOf, paceText } from './pace.ts';

const run = (items: Partial<MapRun['items']>, stopped?: string): MapRun => ({
  name: 'r',
  status: stopped === undefined ? 'Running' : 'Succeeded',
  started: '2026-01-01T00:00:00.000Z',
  ...(stopped === undefined ? {} : { stopped }),
  concurrency: 1,
  toleratedFailedCount: 0,
  toleratedFailedPercentage: 0,
  items: { total: 100, pending: 0, running: 0, succeeded: 0, failed: 0, aborted: 0, ...items },
});
const after = (seconds: number) => Date.UTC(2026, 0, 1, 0, 0, seconds);

test('what is left takes as long as what is done did, item by item', () => {
  expect(paceOf(run({ succeeded: 15, failed: 5, pending: 30, running: 10 }), after(10))).toEqual({
    perSecond: 2,
    leftMs: 20_000,
  });
});

test('before the first one is done nobody knows', () => {
  expect(paceOf(run({ running: 10 }), after(10))).toBeUndefined();
});

test('a run that is over has nothing left', () => {
  expect(paceOf(run({ succeeded: 40, aborted: 60, pending: 0 }, '2026-01-01T00:00:20.000Z'), after(99))).toEqual({
    perSecond: 2,
    leftMs: undefined,
  });
});

test.each([
  [123.4, '123'],
  [3.44, '3.4'],
  [0.0512, '0.051'],
])('%d a second is written %s', (pace, text) => {
  expect(paceText(pace)).toBe(text);
});
