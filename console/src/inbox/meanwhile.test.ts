import { expect, test } from 'vitest';
import type { Task } from './items.ts';
import { type Verdict, withGone } from './meanwhile.ts';

const task = (id: string): Task => ({ id, flow: 'f', execution: id, state: 's', since: '', input: '{}' });
const [a, b] = [task('a'), task('b')];
const none: ReadonlyMap<string, Verdict> = new Map();

test('a task that is not in the list any more has gone, and how is known of what was decided here', () => {
  expect(withGone([], [a, b], [], true, new Map([['a', 'rejected']]))).toEqual([
    { task: a, how: 'rejected' },
    { task: b, how: 'left' },
  ]);
});

test('with pages unread only what was decided here is known to have gone', () => {
  expect(withGone([], [a, b], [], false, new Map([['b', 'approved']]))).toEqual([{ task: b, how: 'approved' }]);
});

test('nothing goes twice, and without news the list is the same one', () => {
  const gone = withGone([], [a], [b], true, none);

  expect(withGone(gone, [a, b], [b], true, none)).toBe(gone);
});
