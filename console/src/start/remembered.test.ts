import { beforeEach, expect, test } from 'vitest';
import { forgetAll, remember, remembered } from './remembered.ts';

const kept = new Map<string, string>();
const storage = {
  getItem: (name: string) => kept.get(name) ?? null,
  setItem: (name: string, value: string) => void kept.set(name, value),
  removeItem: (name: string) => void kept.delete(name),
  key: (index: number) => [...kept.keys()][index] ?? null,
  get length() {
    return kept.size;
  },
};

beforeEach(() => kept.clear());

test('the last five are kept, the newest first, each once', () => {
  for (const input of ['1', '2', '3', '4', '5', '6', '4']) {
    remember('orders', input, storage);
  }

  expect(remembered('orders', storage)).toEqual(['4', '6', '5', '3', '2']);
});

test('what is large is not kept', () => {
  remember('orders', 'x'.repeat(64 * 1024 + 1), storage);

  expect(remembered('orders', storage)).toEqual([]);
});

test('at sign-out all inputs are gone, and nothing else', () => {
  remember('orders', '{}', storage);
  storage.setItem('sluice.preferences', '{}');
  forgetAll(storage);

  expect([...kept.keys()]).toEqual(['sluice.preferences']);
});

test('what something else has written there is no input', () => {
  storage.setItem('sluice.inputs.orders', '{"a":1}');

  expect(remembered('orders', storage)).toEqual([]);
});
