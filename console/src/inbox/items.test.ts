import { expect, test } from 'vitest';
import { taskPageOf } from './items.ts';

const item = (id: string, more = '') =>
  `{"id":"${id}","flow":"f","execution":"e","state":"s","since":"2026-01-01T00:00:00.000Z"${more}}`;

test('an input keeps each of its digits', () => {
  const page = taskPageOf(`{"items":[${item('a', ',"input":{"amount":9007199254740993,"rate":1.0}')}],"next":"n"}`);

  expect(page.items[0]?.input).toBe('{"amount":9007199254740993,"rate":1.0}');
  expect(page.next).toBe('n');
});

test('an input that was left out is told from one that is null', () => {
  const page = taskPageOf(`{"items":[${item('a')},${item('b', ',"input":null')}],"next":null}`);

  expect(page.items.map((each) => each.input)).toEqual([undefined, 'null']);
});
