// Makes src/api/schema.gen.ts of the description that the server's tests keep: npm run schema
import { readFileSync, writeFileSync } from 'node:fs';
import openapi, { astToString } from 'openapi-typescript';

const here = new URL('.', import.meta.url);

/** The types of the own API, as TypeScript. */
export async function schema(document = new URL('../../docs/openapi.json', here)) {
  const tree = await openapi(JSON.parse(readFileSync(document, 'utf8')), {
    alphabetize: true,
    emptyObjectsUnknown: true,
  });
  return `// Made of the description of the own API: npm run schema\n${astToString(tree)}`;
}

if (process.argv[1]?.endsWith('schema.mjs')) {
  const document = process.argv[2] === undefined ? undefined : new URL(process.argv[2], 'file://');
  writeFileSync(new URL('../src/api/schema.gen.ts', here), await schema(document));
}
