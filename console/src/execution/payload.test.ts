import { expect, test } from 'vitest';
import type { HistoryEvent } from '../live/history.ts';
import { memberText } from './payload.ts';

const event = (detail: string) => ({ EventDetail: detail }) as HistoryEvent;

test('a member comes as it was sent, numbers and all', () => {
  expect(memberText(event('{"input":{"id":9223372036854775807, "rate":1.0},"local":{}}'), 'input')).toBe(
    '{"id":9223372036854775807, "rate":1.0}',
  );
});

test.each(['{"local":{}}', 'no json', '[]'])('of %s there is none', (detail) => {
  expect(memberText(event(detail), 'input')).toBeUndefined();
});
