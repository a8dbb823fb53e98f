import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonError, type JsonNode, parse, reveal } from './tokens.ts';

function plain(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map((member) => [JSON.parse(member.name), plain(member.value)]));
    case 'array':
      return node.items.map(plain);
    default:
      return JSON.parse(node.text);
  }
}

test('it reads what JSON.parse reads', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(plain(parse(text))).toEqual(plain(parse(JSON.stringify(JSON.parse(text), null, 2))));
      const value = JSON.parse(text);
      if (JSON.stringify(value) !== undefined && !text.includes('__proto__')) {
        expect(plain(parse(text))).toEqual(value);
      }
    }),
  );
});

test('it refuses what JSON.parse refuses', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '1',
    '-',
    '01',
    'true',
    ' ',
    '"',
    '\\',
    '1.',
    'null',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
      const text = parts.join('');
      expect(refuses(() => parse(text))).toBe(refuses(() => JSON.parse(text)));
    }),
    { numRuns: 2000 },
  );
});

function refuses(read: () => unknown): boolean {
  try {
    read();
    return false;
  } catch (problem) {
    expect(problem instanceof JsonError || problem instanceof SyntaxError).toBe(true);
    return true;
  }
}

test('numbers stay as they were sent', () => {
  const node = parse('[9223372036854775807, 1.0, 1e400]') as JsonNode & { items: { text: string }[] };

  expect(node.items.map((item) => item.text)).toEqual(['9223372036854775807', '1.0', '1e400']);
});

test('members of the same name are both there', () => {
  const node = parse('{"a":1,"a":2}') as JsonNode & { members: unknown[] };

  expect(node.members).toHaveLength(2);
});

test('a value knows where it stands, so that a copy has the bytes that were sent', () => {
  const text = ' {"a" : [1 , 2] } ';
  const node = parse(text) as JsonNode & { members: { value: JsonNode }[] };

  expect(text.slice(node.from, node.to)).toBe('{"a" : [1 , 2] }');
  expect(text.slice(node.members[0]!.value.from, node.members[0]!.value.to)).toBe('[1 , 2]');
});

test('depth is no danger', () => {
  expect(parse('['.repeat(100_000) + ']'.repeat(100_000)).kind).toBe('array');
});

test('text that would turn a line around is shown as what it is', () => {
  expect(reveal('pay \u202eelif.exe\u0007')).toBe('pay \\u202eelif.exe\\u0007');
});
