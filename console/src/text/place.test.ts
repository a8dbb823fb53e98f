import { expect, test } from 'vitest';
import { placeAt } from './place.ts';

/** The place of the bar in a text. */
function at(text: string) {
  const lines = text.split('\n');
  const line = lines.findIndex((each) => each.includes('|'));
  const column = lines[line]?.indexOf('|') ?? 0;
  return placeAt(
    lines.map((each) => each.replace('|', '')),
    { line, column },
  );
}
const holders = (text: string) => at(text).levels.map((level) => level.holder);
const fields = (text: string) => [...(at(text).levels[0]?.fields.keys() ?? [])];

const flow = (rest: string) => `Type: StateMachine
StartAt: a
States:
  - Name: a
    Type: Task
${rest}`;

test('at the left there is the definition itself', () => {
  expect(holders('Type: StateMachine\n|')).toEqual([undefined]);
  expect(fields(flow('|'))).toEqual(['States', 'StartAt', 'Type']);
});

test('a state is an item of the list of states, and knows its fields above and below', () => {
  const text = flow('    |\n    Action: HTTP:Request\n  - Name: b');

  expect(holders(text)).toEqual(['States', undefined]);
  expect(fields(text).toSorted()).toEqual(['Action', 'Name', 'Type']);
});

test('a list may stand as far left as what holds it', () => {
  expect(holders('States:\n- Name: a\n  |')).toEqual(['States', undefined]);
});

test('a new item has no fields yet', () => {
  expect(fields(flow('  - |'))).toEqual([]);
  expect(holders(flow('  - |'))).toEqual(['States', undefined]);
});

test('rules, parts of a state and states inside of states are told apart', () => {
  expect(holders(flow('    Retry:\n      - Errors: [x]\n        |'))).toEqual(['Retry', 'States', undefined]);
  expect(holders(flow('    ItemReader:\n      SourceParameters:\n        |'))).toEqual([
    'SourceParameters',
    'ItemReader',
    'States',
    undefined,
  ]);
  expect(
    holders(flow('    Branches:\n      - StartAt: x\n        States:\n          - Name: x\n            |')),
  ).toEqual(['States', 'Branches', 'States', undefined]);
});

test('what stands in braces on one line is a mapping, too', () => {
  const text = flow('  - { Name: b, Type: Pass, | }');

  expect(holders(text)).toEqual(['States', undefined]);
  expect(fields(text)).toEqual(['Name', 'Type']);
  expect(holders(flow('  - { Name: b, Parameters: { u| } }'))).toEqual(['Parameters', 'States', undefined]);
});

test('behind a colon a value is written', () => {
  expect(at(flow('    Next: do|'))).toMatchObject({ key: 'Next', typed: 'do' });
  expect(at(flow('  - { Name: b, Next: d| }'))).toMatchObject({ key: 'Next', typed: 'd' });
  expect(at(flow('    Ne|'))).toMatchObject({ key: undefined, typed: 'Ne' });
});

test('comments and empty lines are passed over', () => {
  expect(holders(flow('    # why\n\n    |'))).toEqual(['States', undefined]);
});
