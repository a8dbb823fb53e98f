import { expect, test } from 'vitest';
import { absolute, bytes, clockTime, fromField, relative, span, toField } from './format.ts';

test.each([
  [0, '0 ms'],
  [-5, '0 ms'],
  [999, '999 ms'],
  [1000, '1.0 s'],
  [9_949, '9.9 s'],
  [9_950, '10 s'],
  [59_400, '59 s'],
  [125_000, '2 min 5 s'],
  [120_000, '2 min'],
  [3_599_600, '1 h'],
  [11_520_000, '3 h 12 min'],
  [352_800_000, '4 d 2 h'],
])('%d ms is %s', (milliseconds, text) => {
  expect(span(milliseconds)).toBe(text);
});

test('times near now are told by how near they are, in both languages', () => {
  expect(relative(0, 300_000, 'en-US')).toBe('5 minutes ago');
  expect(relative(10_800_000, 0, 'en-US')).toBe('in 3 hours');
  expect(relative(0, 300_000, 'zh-CN')).toBe('5分钟前');
});

test('an absolute time names its zone and keeps its milliseconds', () => {
  expect(absolute(Date.UTC(2026, 10, 30, 4, 5, 6, 7), 'en-US', 'utc')).toBe('2026-11-30 04:05:06.007 UTC');
  expect(absolute(Date.UTC(2026, 10, 30, 0, 5, 6, 7), 'zh-CN', 'utc')).toBe('2026-11-30 00:05:06.007 UTC');
});

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1536, '1.5 KiB'],
  [1_048_576, '1.0 MiB'],
  [2 ** 50 * 5, '5120 TiB'],
])('%d bytes are %s', (size, text) => {
  expect(bytes(size)).toBe(text);
});

test.each(['utc', 'local'] as const)('a time goes into a field of a form and out of it the same, in %s', (zone) => {
  expect(fromField(toField('2026-11-30T04:05:06.000Z', zone), zone)).toBe('2026-11-30T04:05:06.000Z');
});

test('a field of UTC has the clock of UTC, and what is no time is an empty field', () => {
  expect(toField('2026-11-30T04:05:06.789Z', 'utc')).toBe('2026-11-30T04:05:06');
  expect([toField('-24h', 'utc'), fromField('', 'utc'), fromField('', 'local')]).toEqual(['', '', '']);
});

test('a time of a fixed zone keeps its clock, and names what differs from UTC', () => {
  expect(clockTime('2026-12-01T12:00:00+08:00')).toBe('2026-12-01 12:00:00 +08:00');
  expect(clockTime('2026-12-01T04:00:00.000Z')).toBe('2026-12-01 04:00:00');
});
