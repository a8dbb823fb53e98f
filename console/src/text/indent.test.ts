import { expect, test } from 'vitest';
import { indentBelow } from './indent.ts';

test.each([
  ['StartAt: greet', 0],
  ['States:', 2],
  ['  - Name: last', 4],
  ['    Type: Task', 4],
  ['    Retry:', 6],
  ['    Catch: [{ Errors: [FnF.ALL], Next: a }]', 4],
  ['  - { Name: done, Type: Succeed }', 2],
  ['    script: |', 6],
  ['      - Errors:', 10],
  ['', 0],
  ['    plain words', 4],
])('below %j one writes at column %i', (line, column) => {
  expect(indentBelow(line)).toBe(column);
});
