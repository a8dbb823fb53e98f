import { expect, test } from 'vitest';
import { matching, rowsOf } from './rows.ts';
import { parse } from './tokens.ts';

const tree = parse('{"order":{"id":7,"items":["a","b"]},"note":"Pay"}');
const open = new Set<string>();

test('a tree is a list of lines, each with the way to it', () => {
  expect(rowsOf(tree, open).map((row) => row.path)).toEqual([
    '$',
    '$.order',
    '$.order.id',
    '$.order.items',
    '$.order.items[0]',
    '$.order.items[1]',
    '$.note',
  ]);
});

test('what is closed hides what is in it', () => {
  expect(rowsOf(tree, new Set(['$.order'])).map((row) => row.path)).toEqual(['$', '$.order', '$.note']);
});

test('a search finds names and values, whatever their case', () => {
  expect(matching(rowsOf(tree, open), 'PAY').map((row) => row.path)).toEqual(['$.note']);
  expect(matching(rowsOf(tree, open), 'item').map((row) => row.path)).toEqual(['$.order.items']);
});
