import { expect, test } from 'vitest';
import { stepOf } from './steps.ts';

test.each([
  ['ArrowDown', 0, 1],
  ['j', 8, 9],
  ['ArrowDown', 9, 9],
  ['k', 0, 0],
  ['PageDown', 0, 4],
  ['PageUp', 6, 2],
  ['Home', 6, 0],
  ['End', 6, 9],
  ['x', 6, undefined],
])('%s leads from row %d of ten to %s', (key, from, to) => {
  expect(stepOf(key, from, 10, 5)).toBe(to);
});

test('in an empty list no key leads anywhere', () => {
  expect(stepOf('End', 0, 0, 5)).toBeUndefined();
});
