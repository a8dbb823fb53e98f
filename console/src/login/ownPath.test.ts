import { expect, test } from 'vitest';
import { ownPath } from './ownPath.ts';

test.each([
  ['/executions/orders/one?tab=events', '/executions/orders/one?tab=events'],
  ['https://evil.test/', '/'],
  ['//evil.test/', '/'],
  ['/\\evil.test', '/'],
  ['/login?to=/login', '/'],
  [null, '/'],
])('after a login for %s one comes to %s', (wanted, path) => {
  expect(ownPath(wanted)).toBe(path);
});
