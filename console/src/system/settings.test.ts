import { expect, test } from 'vitest';
import { matching } from './settings.ts';

const settings = [
  { name: 'server.listen', value: 'http://127.0.0.1:8700', origin: '--listen' },
  { name: 'store.retentionDays', value: '60', origin: 'default' },
  { name: 'accessKey.secret', value: '***', origin: 'sluice.yaml:3:5' },
];
const names = (search: string, isGivenOnly = false) =>
  matching(settings, search, isGivenOnly).map((setting) => setting.name);

test('a setting is found by its name, by its value and by where it was given', () => {
  expect(names('RETENTION')).toEqual(['store.retentionDays']);
  expect(names('8700')).toEqual(['server.listen']);
  expect(names(' sluice.yaml ')).toEqual(['accessKey.secret']);
  expect(names('nothing')).toEqual([]);
});

test('those that nobody has given are left out when asked', () => {
  expect(names('', true)).toEqual(['server.listen', 'accessKey.secret']);
  expect(names('retention', true)).toEqual([]);
});
