import { expect, test } from 'vitest';
import type { Schedule } from '../api/queries.ts';
import { inOrderOfNext } from './order.ts';

const schedule = (name: string, next: string | undefined, isEnabled = true): Schedule => ({
  flow: 'f',
  name,
  description: '',
  cron: '',
  zone: 'UTC',
  isEnabled,
  payload: null,
  next: next === undefined ? [] : [{ utc: next, local: next }],
  missed: 0,
});

test('what fires next comes first, and what does not fire comes last, in the order of names', () => {
  const all = [
    schedule('a', undefined),
    schedule('b', '2026-01-02T00:00:00.000Z'),
    schedule('c', '2026-01-01T00:00:00.000Z', false),
    schedule('d', '2026-01-01T12:00:00.000Z'),
  ];

  expect(inOrderOfNext(all).map((each) => each.name)).toEqual(['d', 'b', 'a', 'c']);
});
