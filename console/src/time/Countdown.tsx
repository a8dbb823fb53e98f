import { span } from './format.ts';
import { useNow } from './Time.tsx';

/** How long it still is until then; whole seconds. */
export function Countdown({ until }: { until: number }) {
  const left = Math.max(0, until - useNow());
  return <span data-raw>{left < 10_000 ? `${Math.ceil(left / 1000)} s` : span(left)}</span>;
}
