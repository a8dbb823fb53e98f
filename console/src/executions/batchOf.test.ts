import { expect, test } from 'vitest';
import { bodyOf, offeredFor } from './batchOf.ts';

const chosen = { definition: 'latest', cause: ' by mistake ', input: '{"n":1}' };

test.each([
  ['stop', { cause: 'by mistake' }],
  ['redrive', { definition: 'latest' }],
  ['rerun', { definition: 'latest', input: '{"n":1}' }],
  ['delete', {}],
] as const)('%s takes what fits it and nothing else', (action, body) => {
  expect(bodyOf(action, chosen)).toEqual(body);
});

test('what was left empty is not sent', () => {
  expect(bodyOf('stop', { ...chosen, cause: ' ' })).toEqual({});
  expect(bodyOf('rerun', { ...chosen, input: '' })).toEqual({ definition: 'latest' });
});

test.each([
  ['Failed', 'redrive'],
  ['Succeeded', 'rerun'],
  ['Running', 'stop'],
  [undefined, 'stop'],
] as const)('of what is %s the first offer is to %s', (status, action) => {
  expect(offeredFor(status)).toBe(action);
});
