import { expect, test } from 'vitest';
import { triedOf } from './tried.ts';

const answer = `{"state":"Pack","steps":[{"name":"input","value":{"id":9223372036854775807}},
{"name":"request 2","value":{"price":1.0}}],"error":"HTTP.503","cause":"busy","by":"Catch","next":"Refund",
"global":{"n":1e2},"virtualMs":3000}`;

test('what was tried is shown in the digits that the server sent', () => {
  const tried = triedOf(answer);

  expect(tried.stations).toEqual([
    { kind: 'input', number: undefined, text: '{"id":9223372036854775807}' },
    { kind: 'request', number: 2, text: '{"price":1.0}' },
  ]);
  expect(tried.global).toBe('{"n":1e2}');
  expect(tried).toMatchObject({ error: 'HTTP.503', by: 'Catch', next: 'Refund', virtualMs: 3000 });
});
