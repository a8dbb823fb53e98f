import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { en } from './en.ts';
import { zh } from './zh.ts';

type Tree = { readonly [key: string]: string | Tree };

const flat = (tree: Tree, before = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[before + key, value]] : flat(value, `${before}${key}.`),
  );

const [english, chinese] = [new Map(flat(en)), new Map(flat(zh as unknown as Tree))];
const namesIn = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1]).toSorted();
const allowed = new Set(['login.id']);

test('both catalogues put the same names into each sentence', () => {
  const differing = [...english].filter(
    ([key, text]) => namesIn(text).join() !== namesIn(chinese.get(key) ?? '').join(),
  );

  expect(differing.map(([key]) => key)).toEqual([]);
});

test('nothing of the Chinese catalogue was left in English', () => {
  const same = [...english].filter(
    ([key, text]) => chinese.get(key) === text && /[a-z]{2}/.test(text.replace(/\{\{\w+\}\}/g, '')),
  );

  expect(same.map(([key]) => key).filter((key) => !allowed.has(key))).toEqual([]);
});

test('every sentence is used', () => {
  const source = new URL('..', import.meta.url);
  const text = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('words/'))
    .map((path) => readFileSync(new URL(path, source), 'utf8'))
    .join('\n');
  // A key may be put together from a union: then its beginning stands there.
  const isUsed = (key: string) => {
    const plain = key.replace(/_(one|other)$/, '');
    return (
      text.includes(`'${plain}'`) ||
      text.includes(`\`${plain.slice(0, plain.lastIndexOf('.'))}.\${`) ||
      /^examples\.\w+\./.test(plain)
    );
  };

  expect([...english.keys()].filter((key) => !isUsed(key))).toEqual([]);
});
