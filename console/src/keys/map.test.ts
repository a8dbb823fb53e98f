import { expect, test } from 'vitest';
import { actionOf, keyMap } from './map.ts';

test('no two things have the same key', () => {
  expect(new Set(keyMap.map((entry) => entry.keys)).size).toBe(keyMap.length);
});

test('every letter of the map does something', () => {
  for (const { keys } of keyMap.filter((entry) => !entry.keys.startsWith('Ctrl'))) {
    const parts = keys.split(' ');

    expect(actionOf(parts.length > 1 ? parts[0] : undefined, parts.at(-1) ?? ''), keys).toBeDefined();
  }
});

test('a letter without the g before it does nothing', () => {
  expect(actionOf(undefined, 'h')).toBeUndefined();
  expect(actionOf('x', 'h')).toBeUndefined();
});

test('the same letter is another key behind the g', () => {
  expect(actionOf(undefined, 'f')).toEqual({ kind: 'press', key: 'f' });
  expect(actionOf('g', 'f')).toEqual({ kind: 'go', path: '/flows' });
});
