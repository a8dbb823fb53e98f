import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createReader, waitBefore } from './sse.ts';

const stream =
  'retry: 2000\n\nid: 1\ndata: {"a":1}\n\n: alive\n\nid: 2\r\nevent: end\r\ndata: one\r\ndata:two\r\n\r\nid\ndata\n\n';

const whole = [
  { id: '1', name: 'message', data: '{"a":1}' },
  { id: '2', name: 'end', data: 'one\ntwo' },
  { id: '', name: 'message', data: '' },
];

test('a stream gives its events', () => {
  expect(createReader()(stream)).toEqual(whole);
});

test('it gives the same events wherever it is cut', () => {
  for (let at = 0; at <= stream.length; at += 1) {
    const read = createReader();

    expect([...read(stream.slice(0, at)), ...read(stream.slice(at))]).toEqual(whole);
  }
});

test('it gives the same events in pieces of any size', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (sizes) => {
      const read = createReader();
      const events = [];
      for (let at = 0, turn = 0; at < stream.length; turn += 1) {
        const size = sizes[turn % sizes.length]!;
        events.push(...read(stream.slice(at, at + size)));
        at += size;
      }
      expect(events).toEqual(whole);
    }),
  );
});

test('an event that was cut off is not given', () => {
  expect(createReader()('id: 7\ndata: {"half":')).toEqual([]);
});

test('waits grow to five seconds and stay there', () => {
  expect([0, 1, 2, 3, 4, 99].map((attempt) => waitBefore(attempt, 0.5))).toEqual([500, 1000, 2000, 5000, 5000, 5000]);
});
