const paths = {
  '/': 'M2.5 7.5L8 3l5.5 4.5M4 6.5V13h8V6.5',
  '/flows': 'M2.5 2.5h4.5v4H2.5ZM9 9.5h4.5v4H9ZM7 4.5h4.2v5',
  '/executions': 'M5 3.5l7 4.5-7 4.5Z',
  '/inbox': 'M2.5 9l2-6h7l2 6v4h-11ZM2.5 9H6l1 1.7h2L10 9h3.5',
  '/schedules': 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11ZM8 5v3l2 1.5',
  '/editor': 'M3 13l.6-2.8L10.8 3l2.2 2.2-7.2 7.2Z',
  '/targets': 'M8 3a5 5 0 1 0 0 10a5 5 0 0 0 0-10ZM8 1.5v3M8 11.5v3M1.5 8h3M11.5 8h3',
  '/sent': 'M13.5 2.5L2.5 7l4.5 2 2 4.5ZM7 9l6.5-6.5',
  '/examples': 'M8 2.5l5.5 2.75L8 8 2.5 5.25ZM2.5 8L8 10.75 13.5 8M2.5 10.75L8 13.5l5.5-2.75',
  '/system': 'M2.5 4.5h6M11.5 4.5h2M10 3v3M2.5 11.5h2M7.5 11.5h6M6 10v3',
} as const;

export type PagePath = keyof typeof paths;

/** The sign of a page of the navigation, beside its word. */
export function PageIcon({ path }: { path: PagePath }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path
        d={paths[path]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
