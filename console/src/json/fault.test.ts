import { expect, test } from 'vitest';
import { objectFault } from './fault.ts';

test.each([
  ['{}', undefined],
  ['{"a":[1]}', undefined],
  ['[1]', 0],
  ['', 1],
  ['{"a":,}', 6],
])('the fault of %s is at %s', (text, at) => {
  expect(objectFault(text)).toBe(at);
});
