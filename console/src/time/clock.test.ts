import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { heardDate, localNow, now } from './clock.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const at = (time: string) => Date.parse(`2026-01-01T${time}Z`);
const written = (time: string) => new Date(at(time)).toUTCString();

/** An answer that was written at `server` by the server's clock, and took so long there and back. */
function hear(asked: string, heard: string, server: string): number {
  vi.setSystemTime(at(asked));
  const began = localNow();
  vi.setSystemTime(at(heard));
  heardDate(written(server), began);
  return now() - localNow();
}

test('a clock that agrees is left alone, however late the answer comes', () => {
  expect(hear('10:00:00.900', '10:00:00.950', '10:00:00')).toBe(0);
  expect(hear('10:00:01.000', '10:00:05.000', '10:00:01')).toBe(0);
});

test('a clock that is wrong is put right, and by a quick answer better than by a slow one', () => {
  expect(hear('10:00:00.500', '10:00:04.500', '11:00:00')).toBe(3_595_500);
  expect(hear('10:00:10.000', '10:00:10.010', '11:00:10')).toBe(3_599_990);
  expect(hear('10:00:20.000', '10:00:20.010', '10:00:20')).toBe(1_000);
});
