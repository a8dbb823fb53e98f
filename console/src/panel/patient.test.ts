import { expect, test } from 'vitest';
import { patient } from './patient.ts';

const atOnce = () => Promise.resolve();

test('what cannot be loaded at once is loaded later', async () => {
  let tries = 0;
  const load = () => {
    tries += 1;
    return tries < 4 ? Promise.reject(new Error('gone')) : Promise.resolve('there');
  };

  expect(await patient(load, atOnce)).toBe('there');
  expect(tries).toBe(4);
});

test('at last it is given up, with the reason', async () => {
  await expect(patient(() => Promise.reject(new Error('gone')), atOnce)).rejects.toThrow('gone');
});
