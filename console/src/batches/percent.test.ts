import { expect, test } from 'vitest';
import { percentOf } from './percent.ts';

const batch = { state: 'Running', done: 30, failed: 20, expected: 200, isExpectedExact: true } as const;

test('what was done and what could not be done is behind a batch', () => {
  expect(percentOf(batch)).toBe(25);
});

test('only one that is done is through', () => {
  expect(percentOf({ ...batch, done: 200 })).toBe(99);
  expect(percentOf({ ...batch, done: 0, failed: 0, state: 'Done' })).toBe(100);
});

test('of more than were counted nobody knows how far it is', () => {
  expect(percentOf({ ...batch, isExpectedExact: false })).toBeUndefined();
});
