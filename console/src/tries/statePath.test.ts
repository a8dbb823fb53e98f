import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Outline } from '../graph/outline.ts';
import { statePath } from './statePath.ts';

const outline = JSON.parse(readFileSync(new URL('../graph/orders.outline.json', import.meta.url), 'utf8')) as Outline;

test('a state is named by those around it, without their indexes', () => {
  const paths = outline.states.map((state) => statePath(outline, state.id));

  expect(paths).toEqual(outline.states.map((state) => state.path.replace(/\[[^\]]*\]/g, '')));
  expect(paths.some((path) => path.includes('/'))).toBe(true);
});

test('a slash in a name is no end of it', () => {
  const renamed = { ...outline, states: outline.states.map((state) => ({ ...state, name: `a/${state.id}` })) };

  expect(statePath(renamed, 0)).toBe('"a/0"');
});
