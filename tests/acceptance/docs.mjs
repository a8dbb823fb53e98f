// The fenced blocks of the README and of docs/, as tests/Docs.Tests finds them.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

const pages = ['README.md', ...readdirSync(join(root, 'docs'), { recursive: true })
  .filter((path) => path.endsWith('.md') && !path.startsWith('errors') && !path.startsWith(join('language', 'zh')))
  .map((path) => join('docs', path))
  .sort()];

/** Every block of a page: { page, line, kind, words, text }. */
function blocksOf(page) {
  const found = [];
  let block;
  readFileSync(join(root, page), 'utf8').split('\n').forEach((line, index) => {
    if (block) {
      if (line === '```') {
        block = undefined;
      } else {
        block.text += `${line}\n`;
      }
    } else if (line.startsWith('```')) {
      const words = line.slice(3).split(' ');
      block = {
        page,
        line: index + 1,
        kind: words.filter((word) => !word.includes('=')).join(' '),
        words: Object.fromEntries(words.filter((word) => word.includes('=')).map((word) => word.split('='))),
        text: '',
      };
      found.push(block);
    }
  });
  return found;
}

export const blocks = pages.flatMap(blocksOf);

/** The blocks of some kind on a page. */
export const on = (page, kind) => blocks.filter((block) => block.page === join(...page.split('/')) && block.kind === kind);

/** The program that a page shows under this name. */
export const program = (file) => blocks.find((block) => block.kind === 'js program' && block.words.file === file).text;
