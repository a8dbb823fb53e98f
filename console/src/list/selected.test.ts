import { expect, test } from 'vitest';
import { ranged, toggled } from './selected.ts';

const order = ['a', 'b', 'c', 'd'];

test('a row that is chosen again is let go', () => {
  expect([...toggled(toggled(new Set(), 'a'), 'b')]).toEqual(['a', 'b']);
  expect([...toggled(new Set(['a', 'b']), 'a')]).toEqual(['b']);
});

test('a range goes either way from the row that was chosen last', () => {
  expect([...ranged(new Set(['b']), order, 'b', 'd')]).toEqual(['b', 'c', 'd']);
  expect([...ranged(new Set(['c']), order, 'c', 'a')].toSorted()).toEqual(['a', 'b', 'c']);
});

test('without a beginning, or with one that has left the list, only the row itself is chosen', () => {
  expect([...ranged(new Set(), order, undefined, 'b')]).toEqual(['b']);
  expect([...ranged(new Set(), order, 'gone', 'b')]).toEqual(['b']);
});
