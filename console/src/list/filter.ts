/** What a list shows, as it stands in the URL, in the API's own names. */

export interface Filter {
  readonly flow?: string;
  readonly status?: string;
  readonly name?: string;
  readonly prefix?: string;
  readonly state?: string;
  readonly error?: string;
  readonly retrying?: string;
  readonly waiting?: string;
  readonly from?: string;
  readonly to?: string;
  /** Search keys, by their name. */
  readonly keys: Readonly<Record<string, string>>;
  /** What this console does not know. It is shown, and never dropped. */
  readonly unknown: Readonly<Record<string, string>>;
}

export const fields = ['flow', 'status', 'name', 'prefix', 'state', 'error', 'retrying', 'waiting', 'from', 'to'] as const;

export type FilterField = (typeof fields)[number];

const key = 'key.';

/** Parts of the URL of a page that are no filter. */
const besides = new Set(['tab', 'step', 'focus']);

export const emptyFilter: Filter = { keys: {}, unknown: {} };

export function parseFilter(search: string): Filter {
  const known: Partial<Record<FilterField, string>> = {};
  const keys: Record<string, string> = {};
  const unknown: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(search)) {
    if ((fields as readonly string[]).includes(name)) {
      known[name as FilterField] = value;
    } else if (name.startsWith(key) && name.length > key.length) {
      Object.defineProperty(keys, name.slice(key.length), shown(value));
    } else if (!besides.has(name)) {
      Object.defineProperty(unknown, name, shown(value));
    }
  }
  return { ...known, keys, unknown };
}

/** Also for a name such as `__proto__`, which an assignment would not keep. */
const shown = (value: string) => ({ value, enumerable: true, configurable: true, writable: true });

export function formatFilter(filter: Filter): string {
  const search = new URLSearchParams();
  for (const field of fields) {
    const value = filter[field];
    if (value !== undefined) {
      search.set(field, value);
    }
  }
  for (const [name, value] of sorted(filter.keys)) {
    search.set(key + name, value);
  }
  for (const [name, value] of sorted(filter.unknown)) {
    search.set(name, value);
  }
  return search.toString();
}

const sorted = (record: Readonly<Record<string, string>>) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

/** What a person typed in the one box: `key=value` is a search key, `name*` a prefix, all else an exact name. */
export function parseBox(text: string): Partial<Filter> {
  const typed = text.trim();
  const equals = typed.indexOf('=');
  if (equals > 0) {
    return { keys: { [typed.slice(0, equals).trim()]: typed.slice(equals + 1).trim() } };
  }
  return typed.endsWith('*') ? { prefix: typed.slice(0, -1) } : { name: typed };
}

const relativeTime = /^-(\d{1,6})(m|h|d)$/;
const lengths: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `-1h` as milliseconds before now; undefined for what is no relative time. */
export function relativeSpan(text: string): number | undefined {
  const found = relativeTime.exec(text);
  return found === null ? undefined : Number(found[1]) * (lengths[found[2] ?? ''] ?? 0);
}
