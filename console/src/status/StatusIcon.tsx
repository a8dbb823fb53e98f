import type { StatusWord } from './vocabulary.ts';

/** The sign of each word, so that colour is never the only one. */
const paths: Readonly<Record<StatusWord, string>> = {
  notReached: 'M8 3a5 5 0 1 0 0 10a5 5 0 0 0 0-10Z',
  queued: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  starting: 'M8 5.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5Z',
  running: 'M8 5a3 3 0 1 0 0 6a3 3 0 0 0 0-6ZM8 7v2M7 8h2',
  retrying: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.5v3h-3',
  waiting: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11ZM8 5v3l2 1.5',
  succeeded: 'M3 8.5l3.2 3.2L13 4.8',
  failed: 'M4 4l8 8M12 4l-8 8',
  timedOut: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11ZM6 6l4 4M10 6l-4 4',
  stopped: 'M4.5 4.5h7v7h-7Z',
  caught: 'M3 4h4a4 4 0 0 1 4 4v4M8.5 9.5L11 12l2.5-2.5',
};

export function StatusIcon({ word }: { word: StatusWord }) {
  return (
    <svg className="status-icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
      <path
        d={paths[word]}
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
