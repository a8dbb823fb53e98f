import type { OutlineState } from './outline.ts';

const paths: Readonly<Record<OutlineState['kind'], string>> = {
  Pass: 'M2 8h10M9 5l3 3-3 3',
  Task: 'M3 3h10v10H3ZM6 8l1.5 1.5L10.5 6.5',
  Wait: 'M4 2.5h8M4 13.5h8M5 2.5c0 5 6 6 6 11M11 2.5c0 5-6 6-6 11',
  Choice: 'M8 2l6 6-6 6-6-6Z',
  Parallel: 'M5 3v10M11 3v10M2 8h12',
  Map: 'M3 3h7v4H3ZM6 9h7v4H6Z',
  DistributedMap: 'M3 3h4v4H3ZM9 3h4v4H9ZM3 9h4v4H3ZM9 9h4v4H9Z',
  Succeed: 'M3 8.5l3.2 3.2L13 4.8',
  Fail: 'M4 4l8 8M12 4l-8 8',
};

export function KindIcon({ kind }: { kind: OutlineState['kind'] }) {
  return (
    <svg className="kind-icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
      <path
        d={paths[kind]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
