import { expect, test } from 'vitest';
import { axisOf, barsOf } from './bars.ts';
import type { Visit } from './visits.ts';

const visit = (change: Partial<Visit>): Visit => ({
  id: 1,
  name: 'charge',
  around: undefined,
  index: undefined,
  isIteration: false,
  depth: 0,
  drive: 0,
  from: 0,
  outcome: 'open',
  attempts: [],
  events: [],
  before: undefined,
  scopesEntered: 0,
  scopesLeft: 0,
  ...change,
});

test('a step without attempts is one stretch', () => {
  const done = visit({ from: 0, to: 100, outcome: 'succeeded' });

  expect(barsOf(done, axisOf([done], 500), 500)).toEqual([{ kind: 'run', from: 0, to: 1 }]);
});

test('between two attempts there is a pause', () => {
  const charge = visit({
    attempts: [
      { number: 1, from: 0, to: 20, hasFailed: true, sent: 2 },
      { number: 2, from: 80, to: 100, hasFailed: false, sent: 5 },
    ],
    to: 100,
    outcome: 'succeeded',
  });

  expect(barsOf(charge, axisOf([charge], 500), 500)).toEqual([
    { kind: 'failed', from: 0, to: 0.2 },
    { kind: 'backoff', from: 0.2, to: 0.8 },
    { kind: 'attempt', from: 0.8, to: 1 },
  ]);
});

test('what waits to be tried again goes on to the present', () => {
  const charge = visit({ attempts: [{ number: 1, from: 0, to: 50, hasFailed: true, sent: 2 }] });

  expect(barsOf(charge, axisOf([charge], 100), 100).at(-1)).toEqual({ kind: 'backoff', from: 0.5, to: 1 });
});
