import fc from 'fast-check';
import { expect, test } from 'vitest';
import { History, type HistoryEvent } from './history.ts';

const event = (id: number): HistoryEvent => ({
  Type: 'StepEntered',
  EventId: id,
  ScheduleEventId: id - 1,
  StepName: 'pack',
  Time: '2026-11-30T04:00:00.000Z',
  EventDetail: '{}',
});

test('events that come in any order and twice are there once and in order', () => {
  const some = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 120 });
  fc.assert(
    fc.property(some, (ids) => {
      const history = new History();
      for (const id of [...ids, ...Array.from({ length: 30 }, (_, i) => i + 1)]) {
        history.add([event(id)]);
      }
      expect(history.all().map((each) => each.EventId)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    }),
  );
});

test('a stream is resumed from where nothing is missing', () => {
  const history = new History();
  history.add([event(1), event(2), event(5)]);

  expect(history.last).toBe(2);
  history.add([event(3), event(4)]);
  expect(history.last).toBe(5);
});

test('what was seen is not told as new', () => {
  const history = new History();
  history.add([event(1)]);

  expect(history.add([event(1), event(2)]).map((each) => each.EventId)).toEqual([2]);
});
