import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { HistoryEvent } from '../live/history.ts';
import { inTree } from './inTree.ts';
import { visitsOf } from './visits.ts';

const history = (
  JSON.parse(readFileSync(new URL('./histories/orders.json', import.meta.url), 'utf8')) as { items: HistoryEvent[] }
).items;
const visits = visitsOf(history);

test('what lies in a step comes right behind it, one branch after the other', () => {
  const rows = inTree(visits).map(({ name, index, depth }) => `${' '.repeat(depth)}${name}${index ?? ''}`);

  expect(rows.join('\n')).toMatchInlineSnapshot(`
    "size
    prepare
     reserve0
     label0
     pack1
      wrap0
      weigh0
      wrap1
      weigh1
      wrap2
      weigh2
    ship"
  `);
});

test('none is lost, none comes twice', () => {
  expect(inTree(visits).toSorted((a, b) => a.id - b.id)).toEqual(visits);
});
