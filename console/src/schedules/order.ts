import type { Schedule } from '../api/queries.ts';

/** What fires next comes first; what is paused or never fires again comes last. */
export function inOrderOfNext(schedules: readonly Schedule[]): Schedule[] {
  const nextOf = (schedule: Schedule) => (schedule.isEnabled ? (schedule.next[0]?.utc ?? '~') : '~');
  return schedules.toSorted((a, b) => {
    const [first, second] = [nextOf(a), nextOf(b)];
    return first === second ? 0 : first < second ? -1 : 1;
  });
}
