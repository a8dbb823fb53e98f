import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** From the ground up: what stands in a line may use what stands before it, and its own line not. */
const floors: readonly (readonly string[])[] = [
  ['words', 'look'],
  ['prefs'],
  ['time', 'keys'],
  ['status', 'api', 'json'],
  ['live'],
  ['panel', 'graph', 'actions', 'text', 'health'],
  ['start', 'list', 'tries'],
  ['palette'],
  [
    'home',
    'flows',
    'flow',
    'editor',
    'executions',
    'execution',
    'mapRun',
    'batches',
    'inbox',
    'schedules',
    'targets',
    'sent',
    'examples',
    'system',
    'login',
  ],
  ['boot'],
];
const floorOf = new Map(floors.flatMap((rooms, floor) => rooms.map((room) => [room, floor] as const)));

const source = new URL('.', import.meta.url);
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) => /\/.*\.tsx?$/.test(path));
const arrows = files.flatMap((path) =>
  [...readFileSync(new URL(path, source), 'utf8').matchAll(/(?:from|import\()\s*'\.\.\/([\w-]+)\//g)].map((found) => ({
    path,
    from: path.split('/')[0] ?? '',
    to: found[1] ?? '',
  })),
);

test('every folder has its floor', () => {
  expect([...new Set(files.map((path) => path.split('/')[0] ?? ''))].filter((room) => !floorOf.has(room))).toEqual([]);
});

test('rooms use what lies below them, and no page another page', () => {
  const wrong = arrows.filter(({ from, to }) => from !== to && (floorOf.get(to) ?? 99) >= (floorOf.get(from) ?? -1));

  expect(wrong.map(({ path, to }) => `${path} uses ${to}`)).toEqual([]);
});

test('no folder is a kind of thing', () => {
  const kinds = ['components', 'hooks', 'utils', 'types', 'helpers', 'common'];

  expect(files.filter((path) => path.split('/').some((part) => kinds.includes(part)))).toEqual([]);
});
