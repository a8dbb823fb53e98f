import { expect, test } from 'vitest';
import { each, fits } from './doEach.ts';

test.each([
  ['stop', 'Running', true],
  ['stop', 'Failed', false],
  ['redrive', 'Failed', true],
  ['redrive', 'Succeeded', false],
  ['redrive', 'Running', false],
  ['rerun', 'Succeeded', true],
  ['delete', 'Starting', false],
] as const)('%s of what is %s: %s', (action, status, is) => {
  expect(fits(action, { status })).toBe(is);
});

test('one that fails holds up none of the others, and never more than four are under way', async () => {
  let [underWay, most] = [0, 0];
  const told: string[] = [];
  await each(
    Array.from({ length: 9 }, (_, at) => at),
    async (item) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
      if (item === 4) {
        throw new Error('no');
      }
    },
    (item, problem) => told.push(`${item}${problem === undefined ? '' : ` ${problem.message}`}`),
  );

  expect(told.toSorted()).toEqual(['0', '1', '2', '3', '4 no', '5', '6', '7', '8']);
  expect(most).toBe(4);
});
