import { expect, test } from 'vitest';
import { shareOf } from './share.ts';

test.each([
  [0, 100, 0, 'fine'],
  [79, 100, 79, 'fine'],
  [80, 100, 80, 'much'],
  [95, 100, 95, 'full'],
  [300, 100, 100, 'full'],
  [-1, 100, 0, 'fine'],
  [5, 0, 0, 'fine'],
] as const)('%d of %d are %d percent, which is %s', (used, size, percent, level) => {
  expect(shareOf(used, size)).toEqual({ percent, level });
});
