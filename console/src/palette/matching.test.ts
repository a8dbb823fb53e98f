import { expect, test } from 'vitest';
import { best, executionSearch } from './matching.ts';

const flows = ['refund-orders', 'orders', 'orders-archive', 'hello'];
const found = (search: string) => best(flows, (name) => name, search, 3);

test('what begins so comes before what has it inside, and the shorter name first', () => {
  expect(found('Orders')).toEqual(['orders', 'orders-archive', 'refund-orders']);
});

test('letters in their order will do, and what has them not is left out', () => {
  expect(found('oar')).toEqual(['orders-archive']);
  expect(found('zz')).toEqual([]);
});

test('without a search the first ones stand as they are', () => {
  expect(found(' ')).toEqual(['refund-orders', 'orders', 'orders-archive']);
});

test.each([
  ['run-7', 'prefix=run-7'],
  ['orders/run-7', 'flow=orders&prefix=run-7'],
  ['orders/', 'flow=orders'],
  [' ', undefined],
  ['/x', undefined],
])('%s asks for executions with %s', (search, asked) => {
  expect(executionSearch(search)).toBe(asked);
});
