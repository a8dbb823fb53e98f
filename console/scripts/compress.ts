import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const worthIt = 1024;

/** Puts a `.br` and a `.gz` beside every file that is worth it; the page itself gets a nonce in each answer, so it stays plain. */
export function compress(): Plugin {
  let directory = 'dist';
  return {
    name: 'compress',
    apply: 'build',
    configResolved: (config) => {
      directory = config.build.outDir;
    },
    closeBundle: () => {
      for (const path of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
        const file = join(directory, path);
        if (/\.(js|css|svg)$/.test(file) && statSync(file).size > worthIt) {
          const bytes = readFileSync(file);
          writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
          writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
        }
      }
    },
  };
}
