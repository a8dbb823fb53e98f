import type { Batch } from '../api/batches.ts';

/** How much of a batch is behind it; undefined while nobody knows how many there are. */
export function percentOf(batch: Pick<Batch, 'state' | 'done' | 'failed' | 'expected' | 'isExpectedExact'>) {
  if (batch.state === 'Done') {
    return 100;
  }
  // Of what was counted some may have ended by itself, so a batch that goes on is never shown as through.
  return batch.isExpectedExact && batch.expected > 0
    ? Math.min(99, Math.floor((100 * (batch.done + batch.failed)) / batch.expected))
    : undefined;
}
