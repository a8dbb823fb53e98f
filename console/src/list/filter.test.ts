import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Filter, fields, formatFilter, parseBox, parseFilter, relativeSpan } from './filter.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const others = fc.dictionary(
  text.filter((name) => !(fields as readonly string[]).includes(name) && !name.startsWith('key.') && !['tab', 'step', 'focus'].includes(name)),
  text,
);
const filters: fc.Arbitrary<Filter> = fc
  .tuple(
    fc.record(Object.fromEntries(fields.map((field) => [field, text])), { requiredKeys: [] }),
    fc.dictionary(text.filter((name) => name.length > 0), text),
    others,
  )
  .map(([known, keys, unknown]) => ({ ...known, keys: { ...keys }, unknown: { ...unknown } }));

test('a filter that was written to the URL is read as the same filter', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      expect(parseFilter(formatFilter(filter))).toEqual(filter);
    }),
  );
});

test('what is not known is kept', () => {
  expect(parseFilter('?status=Failed&colour=blue').unknown).toEqual({ colour: 'blue' });
});

test('open panels and chosen tabs are no filter', () => {
  expect(parseFilter('?tab=events&step=4&focus=Pay')).toEqual({ keys: {}, unknown: {} });
});

test.each([
  ['order-7', { name: 'order-7' }],
  [' order-* ', { prefix: 'order-' }],
  ['customer = a=b', { keys: { customer: 'a=b' } }],
  ['=x', { name: '=x' }],
])('typing "%s" asks for %o', (typed, filter) => {
  expect(parseBox(typed)).toEqual(filter);
});

test.each([
  ['-1h', 3_600_000],
  ['-30m', 1_800_000],
  ['-7d', 604_800_000],
  ['2026-11-30T00:00:00Z', undefined],
  ['1h', undefined],
])('%s reaches back %s ms', (typed, span) => {
  expect(relativeSpan(typed)).toBe(span);
});
