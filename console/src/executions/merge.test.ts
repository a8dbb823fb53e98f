import { expect, test } from 'vitest';
import type { FoundExecution } from '../api/queries.ts';
import { changeOf, newsOf, patched } from './merge.ts';

const row = (name: string, more: Partial<FoundExecution> = {}): FoundExecution => ({
  flow: 'orders',
  name,
  status: 'Running',
  started: '2026-01-01T00:00:00.000Z',
  retrying: false,
  waiting: false,
  ...more,
});

test('a row that has changed is another object, and any other the same', () => {
  const rows = [row('a'), row('b')];
  const after = patched(rows, new Map([['orders/a', { status: 'Failed' as const }]]));

  expect(after.map((each) => each.status)).toEqual(['Failed', 'Running']);
  expect(after[1]).toBe(rows[1]);
});

test('rows of which nothing has changed are the same list', () => {
  const rows = [row('a', { status: 'Failed' })];

  expect(patched(rows, new Map([['orders/a', { status: 'Failed' as const }]]))).toBe(rows);
  expect(patched(rows, new Map([['other/a', { status: 'Stopped' as const }]]))).toBe(rows);
});

test('what is new stands above all that is shown', () => {
  const shown = [row('b'), row('a')];

  expect(newsOf(shown, [row('d'), row('c'), row('b')], false)).toEqual({ fresh: [row('d'), row('c')], hasGap: false });
  expect(newsOf(shown, shown, true)).toEqual({ fresh: [], hasGap: false });
});

test('a page of nothing but new ones may have left some out, unless it is all there is', () => {
  expect(newsOf([row('a')], [row('c'), row('b')], false).hasGap).toBe(true);
  expect(newsOf([], [row('c'), row('b')], true)).toEqual({ fresh: [row('c'), row('b')], hasGap: false });
  expect(newsOf([row('a')], [], false)).toEqual({ fresh: [], hasGap: false });
});

test('what has ended is neither tried again nor waited for', () => {
  const waits = row('a', { waiting: true, retrying: true });
  const event = { status: 'Stopped' as const, stopped: '2026-01-01T00:00:01.000Z' };

  expect(patched([waits], new Map([['orders/a', changeOf(event)]]))[0]).toMatchObject({
    status: 'Stopped',
    waiting: false,
    retrying: false,
  });
});
