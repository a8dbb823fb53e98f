import { readFileSync, statSync } from 'node:fs';
import { expect, test } from '@playwright/test';

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
  readonly isEntry?: boolean;
}

const dist = new URL('../dist/', import.meta.url);
const chunks = JSON.parse(readFileSync(new URL('assets/manifest.json', dist), 'utf8')) as Record<string, Chunk>;

/** Everything that is loaded for these modules, each file once. */
function filesOf(modules: readonly string[]): Set<string> {
  const files = new Set<string>();
  const queue = [...modules];
  const seen = new Set(queue);
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const chunk = chunks[name];
    for (const file of chunk === undefined ? [] : [chunk.file, ...(chunk.css ?? [])]) {
      files.add(file);
    }
    for (const next of chunk?.imports ?? []) {
      if (!seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return files;
}

function weigh(files: Iterable<string>): { total: number; heaviest: string[] } {
  const sizes = [...files].map((file) => {
    const compressed = statSync(new URL(`${file}.gz`, dist), { throwIfNoEntry: false });
    return [file, (compressed ?? statSync(new URL(file, dist))).size] as const;
  });
  const heaviest = sizes.toSorted(([, a], [, b]) => b - a).slice(0, 5);
  return {
    total: sizes.reduce((sum, [, size]) => sum + size, 0),
    heaviest: heaviest.map(([file, size]) => `${file} ${Math.ceil(size / 1024)} KiB`),
  };
}

const first = filesOf(['index.html', 'src/home/HomePage.tsx']);

test('the first page is light enough to load', () => {
  const { total, heaviest } = weigh(first);

  expect(total / 1024, heaviest.join(', ')).toBeLessThanOrEqual(550);
});

test('the editor is light enough to load besides', () => {
  const more = [
    ...filesOf([
      'src/editor/EditorPage.tsx',
      'src/text/FlowText.tsx',
      'src/text/FlowDiff.tsx',
      'src/graph/FlowGraph.tsx',
    ]),
  ];
  const { total, heaviest } = weigh(more.filter((file) => !first.has(file)));

  expect(total / 1024, heaviest.join(', ')).toBeLessThanOrEqual(250);
});
