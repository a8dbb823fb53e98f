import { expect, test } from 'vitest';
import { stateAt } from './lineOf.ts';

const states = [
  { id: 0, line: 5 },
  { id: 1, line: 12 },
  { id: 2, line: 8 },
];

test.each([
  [4, undefined],
  [5, 0],
  [7, 0],
  [9, 2],
  [99, 1],
])('line %i belongs to state %s', (line, state) => {
  expect(stateAt(states, line)).toBe(state);
});
