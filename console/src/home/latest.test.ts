import { expect, test } from 'vitest';
import { latest } from './latest.ts';

const run = (name: string, status: string) => ({ flow: 'orders', name, status });

test('of one execution only what came last is shown, where that stands', () => {
  expect(latest([run('b', 'Failed'), run('a', 'Running'), run('b', 'Running')], 9)).toEqual([
    run('b', 'Failed'),
    run('a', 'Running'),
  ]);
});

test('no more than so many are shown', () => {
  expect(latest([run('c', 'Running'), run('b', 'Running'), run('a', 'Running')], 2).map((each) => each.name)).toEqual([
    'c',
    'b',
  ]);
});
