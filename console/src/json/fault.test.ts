import { expect, test } from 'vitest';
import { isJson, objectFault, valueFault } from './fault.ts';

test.each([
  ['{}', undefined],
  ['{"a":[1]}', undefined],
  ['[1]', 0],
  ['', 1],
  ['{"a":,}', 6],
])('the fault of %s is at %s', (text, at) => {
  expect(objectFault(text)).toBe(at);
});

test('any JSON is a value, and what is none says where it stops being that', () => {
  expect(valueFault('[1, "a"]')).toBeUndefined();
  expect(valueFault('[1, a]')).toBe(5);
});

test.each([
  ['{"a":1}', true],
  ['[1]', true],
  ['plain words', false],
  ['', false],
])('%s is JSON: %s', (text, is) => {
  expect(isJson(text)).toBe(is);
});
