import { expect, test } from 'vitest';
import { tones } from '../look/tokens.ts';
import { hasEnded, isUnderWay, statusOf, statusWords, toneOf } from './vocabulary.ts';

test('every word has a tone, and every tone a word', () => {
  expect(new Set(statusWords.map(toneOf))).toEqual(new Set(tones));
});

test('an execution that runs tells that it is tried again before that it waits', () => {
  expect(statusOf({ status: 'Running', retrying: true, waiting: true })).toBe('retrying');
  expect(statusOf({ status: 'Running', waiting: true })).toBe('waiting');
});

test('an execution that has ended is never said to be tried again', () => {
  expect(statusOf({ status: 'Failed', retrying: true })).toBe('failed');
});

test('a status of a newer server is shown as queued instead of breaking the page', () => {
  expect(statusOf({ status: 'Paused' })).toBe('queued');
});

test('what has ended is not under way', () => {
  const statuses = ['Starting', 'Running', 'Stopped', 'Succeeded', 'Failed', 'TimedOut'];

  expect(statuses.filter((status) => hasEnded(status) === isUnderWay(statusOf({ status })))).toEqual([]);
});
