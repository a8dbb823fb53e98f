import fc from 'fast-check';
import { expect, test } from 'vitest';
import { urlOf } from './call.ts';
import {
  askedFor,
  beforeNow,
  changed,
  formatFilter,
  fromObject,
  parseFilter,
  partNames,
  partOf,
  toObject,
  toQuery,
} from './filter.ts';

const read = (text: string) => parseFilter(new URLSearchParams(text));
const anyFilter = fc
  .array(
    fc.tuple(fc.oneof(fc.constantFrom(...partNames, 'key.order', 'colour'), fc.string({ minLength: 1 })), fc.string()),
  )
  .map((pairs) => parseFilter(new URLSearchParams(pairs)));

test('a filter that was written down is read as the same', () => {
  fc.assert(
    fc.property(anyFilter, (filter) => {
      expect(read(formatFilter(filter))).toEqual(filter);
    }),
  );
});

test('what it does not know, comes twice, or makes no sense stays in sight, and is not asked for', () => {
  const filter = read('status=Odd&flow=a&flow=b&colour=red&retrying=perhaps&from=soon&key.=x&state=');

  expect(filter.map((part) => part.fault)).toEqual([
    'value',
    undefined,
    'twice',
    'unknown',
    'value',
    'value',
    'unknown',
    'value',
  ]);
  expect(toQuery(filter, 0)).toEqual({ flow: 'a' });
});

test('a relative time stays relative in the address, and counts from now when it is asked for', () => {
  const filter = read('from=-90m&to=2026-01-01T00:00:00.000Z');

  expect(formatFilter(filter)).toBe('from=-90m&to=2026-01-01T00%3A00%3A00.000Z');
  expect(toQuery(filter, Date.UTC(2026, 0, 1))).toEqual({
    from: '2025-12-31T22:30:00.000Z',
    to: '2026-01-01T00:00:00.000Z',
  });
});

test.each([
  ['-5m', 300_000],
  ['-24h', 86_400_000],
  ['-7d', 604_800_000],
  ['7d', undefined],
  ['-7y', undefined],
  ['-d', undefined],
])('%s is %s ms before now', (text, milliseconds) => {
  expect(beforeNow(text)).toBe(milliseconds);
});

test('a search key stands in the query by its own name', () => {
  expect(urlOf('/executions', {}, toQuery(read('key.order=7&key.a%20b=%26&status=Failed'), 0))).toBe(
    '/sluice/api/v1/executions?status=Failed&key.order=7&key.a+b=%26',
  );
});

test('another value takes the place of the one before it, and nothing takes it away', () => {
  const filter = read('flow=a&status=Failed&name=x');

  expect(formatFilter(changed(filter, 'status', 'Stopped'))).toBe('flow=a&status=Stopped&name=x');
  expect(formatFilter(changed(filter, 'state', 'pay'))).toBe('flow=a&status=Failed&name=x&state=pay');
  expect(formatFilter(changed(filter, 'flow', undefined))).toBe('status=Failed&name=x');
  expect(askedFor(changed(read('flow=a&flow=b'), 'flow', 'c'), 'flow')).toBe('c');
});

test.each([
  ['order=7', { name: 'key.order', value: '7' }],
  ['key.order=7', { name: 'key.order', value: '7' }],
  ['status = Failed', { name: 'status', value: 'Failed' }],
  ['formula=a=b', { name: 'key.formula', value: 'a=b' }],
  ['=7', undefined],
  ['order=', undefined],
  ['order', undefined],
])('%s in the one box is a part of the filter, or none', (typed, part) => {
  expect(partOf(typed)).toEqual(part);
});

test('a batch is given plain members, search keys among them, and its filter is read back from them', () => {
  const given = toObject(read('flow=orders&from=-1h&waiting=true&key.order=7'), Date.UTC(2026, 0, 1, 12));

  expect(given).toEqual({ flow: 'orders', from: '2026-01-01T11:00:00.000Z', waiting: 'true', 'key.order': '7' });
  expect(fromObject({ ...given, waiting: true })).toEqual(
    read('flow=orders&from=2026-01-01T11:00:00.000Z&waiting=true&key.order=7'),
  );
});
