import { expect, test } from 'vitest';
import { callFilterOf, namesOf } from './calls.ts';

test('an address says which calls are meant; what is empty or no filter is left out', () => {
  const search = new URLSearchParams('operation=StopExecution&caller=+user/ada+&code=&colour=red');

  expect(callFilterOf(search)).toEqual({ operation: 'StopExecution', caller: 'user/ada' });
});

test('what a call named stands in a line', () => {
  const record = {
    time: '2026-01-01T00:00:00.000Z',
    requestId: 'r',
    caller: 'c',
    accessKeyId: '',
    sourceIp: '',
    service: 'sluice',
    operation: 'StopExecution',
    names: { flow: 'orders', name: 'one' },
    status: 200,
    code: 'Success',
    milliseconds: 3,
  };

  expect(namesOf(record as never)).toBe('flow=orders name=one');
});
