import { expect, test } from 'vitest';
import { offersAt, type Vocabulary } from './offers.ts';
import { placeAt } from './place.ts';

const here = (within: string, type: string | undefined, ...names: string[]): Vocabulary['fields'][number] => ({
  language: 'StateMachine',
  within,
  ...(type === undefined ? {} : { type }),
  names,
});
const vocabulary: Vocabulary = {
  fields: [
    here('', undefined, 'Type', 'StartAt', 'States'),
    here('States', 'Task', 'Name', 'Type', 'Action', 'Parameters', 'Timeout', 'Timeout.$', 'Next'),
    here('States', 'Wait', 'Name', 'Type', 'Seconds', 'Next'),
    here('Retry', undefined, 'Errors', 'MaxAttempts'),
    here('Branches', 'Choice', 'Condition', 'Next'),
    here('Branches', 'Parallel', 'StartAt', 'States'),
    { language: 'Classic', within: 'steps', type: 'pass', names: ['type', 'name', 'goto'] },
  ],
  variables: ['$Input', '$Output'],
  functions: [{ name: 'length', parameters: ['value'], english: 'How long.', chinese: '长度。' }],
  actions: [
    { name: 'HTTP:Request', isServed: true, modes: ['RequestComplete'], required: ['url'], optional: ['body'] },
  ],
};

function offered(text: string): string[] {
  const lines = text.split('\n');
  const line = lines.findIndex((each) => each.includes('|'));
  const column = lines[line]?.indexOf('|') ?? 0;
  const plain = lines.map((each) => each.replace('|', ''));
  return offersAt(placeAt(plain, { line, column }), plain, vocabulary).map((offer) => offer.word);
}

const flow = (state: string, more = '') => `Type: StateMachine
StartAt: a
States:
  - Name: a
    Type: Task
${state}
  - { Name: b, Type: Wait }
  - Name: c
    Type: Parallel
    Branches:
      - StartAt: deep
        States:
          - Name: deep
            Type: Wait
${more}`;

test('a state is offered the fields of its type that it does not have yet', () => {
  expect(offered(flow('    |'))).toEqual(['Action', 'Parameters', 'Timeout', 'Timeout.$', 'Next']);
  expect(offered(flow('    Timeout.$: $Input.t\n    |'))).toEqual(['Action', 'Parameters', 'Next']);
});

test('a state without a type is offered what any has', () => {
  expect(offered('States:\n  - Name: a\n    |')).toContain('Seconds');
  expect(offered('States:\n  - Name: a\n    |')).toContain('Action');
});

test('rules, branches of a choice and branches of a Parallel have fields of their own', () => {
  expect(offered(flow('    Retry:\n      - |'))).toEqual(['Errors', 'MaxAttempts']);
  expect(offered('States:\n  - Type: Choice\n    Branches:\n      - |')).toEqual(['Condition', 'Next']);
  expect(offered('States:\n  - Type: Parallel\n    Branches:\n      - |')).toEqual(['StartAt', 'States']);
});

test('the parameters are those of the action, without those that are there', () => {
  expect(offered(flow('    Action: HTTP:Request\n    Parameters:\n      |'))).toEqual(['url', 'body']);
  expect(offered(flow('    Action: HTTP:Request\n    Parameters: { url: x, | }'))).toEqual(['body']);
});

test('one goes on to states of the same scope, and not to the one that one is in', () => {
  expect(offered(flow('    Next: |'))).toEqual(['b', 'c']);
  expect(offered(flow('    Catch:\n      - Next: |'))).toEqual(['b', 'c']);
  expect(offered(flow('    End: true', '            Next: |\n          - Name: later'))).toEqual(['later']);
  expect(offered(flow('    End: true').replace('StartAt: a', 'StartAt: |'))).toEqual(['a', 'b', 'c']);
});

test('types, actions and modes are those that there are', () => {
  expect(offered('States:\n  - Type: |')).toEqual(['Task', 'Wait']);
  expect(offered('Type: |')).toEqual(['StateMachine', 'flow']);
  expect(offered(flow('    Action: |'))).toEqual(['HTTP:Request']);
  expect(offered(flow('    Action: HTTP:Request\n    TaskMode: |'))).toEqual(['RequestComplete']);
});

test('in expressions variables follow a dollar, functions a letter, and nothing stands in a text', () => {
  expect(offered(flow('    Timeout.$: $I|'))).toEqual(['$Input', '$Output']);
  expect(offered(flow('    Timeout.$: le|'))).toEqual(['length']);
  expect(offered(flow('    Timeout.$: "le|'))).toEqual([]);
  expect(offered(flow('    Description: le|'))).toEqual([]);
});

test('the classic language has its own words', () => {
  expect(offered('type: flow\nsteps:\n  - type: pass\n    |')).toEqual(['name', 'goto']);
});
