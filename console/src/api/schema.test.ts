import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { schema } from '../../scripts/schema.mjs';

test('the types are those of the server: npm run schema makes them anew', async () => {
  expect(readFileSync(new URL('schema.gen.ts', import.meta.url), 'utf8')).toBe(await schema());
});
