import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { HistoryEvent } from '../live/history.ts';
import { wordOf } from './marks.ts';
import { scopesOf } from './scopes.ts';
import { type Visit, visitsOf } from './visits.ts';

const { items } = JSON.parse(readFileSync(new URL('histories/orders.json', import.meta.url), 'utf8')) as {
  items: HistoryEvent[];
};

test('iterations stand in the order of their items, each by the step that it has come to', () => {
  const visits = visitsOf(items);
  const pack = visits.find((visit) => visit.name === 'pack') as Visit;
  const scopes = scopesOf(pack, visits, (visit) => wordOf(visit, undefined, true));

  expect(scopes.map(({ index, word, telling, steps }) => [index, word, telling.name, steps])).toEqual([
    [0, 'succeeded', 'weigh', 2],
    [1, 'succeeded', 'weigh', 2],
    [2, 'succeeded', 'weigh', 2],
  ]);
});

test('while it runs, a scope stands as its latest step does, and nothing of inner scopes counts', () => {
  const begun = visitsOf(items.slice(0, items.findIndex((event) => event.StepName === 'weigh') + 1));
  const prepare = begun.find((visit) => visit.name === 'prepare') as Visit;

  expect(
    scopesOf(prepare, begun, (visit) => wordOf(visit, undefined, false)).map(({ index, word, steps }) => [
      index,
      word,
      steps,
    ]),
  ).toContainEqual([1, 'running', 1]);
});
