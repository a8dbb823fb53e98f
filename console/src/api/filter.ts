import { parseTime, toIso } from '../time/clock.ts';

/** Which executions are meant, in the API's own names: the parts all hold at once. */
export type ExecutionFilter = readonly Part[];

export interface Part {
  readonly name: string;
  readonly value: string;
  /** Why it cannot be asked for. It stays in sight: a filter that lost a part would mean more than somebody wanted. */
  readonly fault?: 'unknown' | 'twice' | 'value';
}

export const statuses = ['Starting', 'Running', 'Succeeded', 'Failed', 'TimedOut', 'Stopped'] as const;

export const partNames = [
  'flow',
  'status',
  'name',
  'prefix',
  'state',
  'error',
  'retrying',
  'waiting',
  'from',
  'to',
] as const;

export type PartName = (typeof partNames)[number];

const isPartName = (name: string): name is PartName => (partNames as readonly string[]).includes(name);
const keyPrefix = 'key.';
const isKey = (name: string): boolean => name.startsWith(keyPrefix) && name.length > keyPrefix.length;

const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** How long before now `-90m`, `-24h` or `-7d` is; undefined for what is not written so. */
export function beforeNow(value: string): number | undefined {
  const [, amount, unit] = /^-(\d{1,6})([mhd])$/.exec(value) ?? [];
  return amount === undefined ? undefined : Number(amount) * (unitMs[unit ?? ''] ?? 0);
}

const isTime = (value: string): boolean => beforeNow(value) !== undefined || !Number.isNaN(parseTime(value));

function fits(name: string, value: string): boolean {
  switch (name) {
    case 'status':
      return (statuses as readonly string[]).includes(value);
    case 'retrying':
    case 'waiting':
      return value === 'true' || value === 'false';
    case 'from':
    case 'to':
      return isTime(value);
    default:
      return value !== '';
  }
}

export function parseFilter(search: URLSearchParams): ExecutionFilter {
  const seen = new Set<string>();
  return [...search].map(([name, value]): Part => {
    const fault =
      !isPartName(name) && !isKey(name)
        ? 'unknown'
        : seen.has(name)
          ? 'twice'
          : fits(name, value)
            ? undefined
            : 'value';
    seen.add(name);
    return fault === undefined ? { name, value } : { name, value, fault };
  });
}

export const formatFilter = (filter: ExecutionFilter): string =>
  new URLSearchParams(filter.map(({ name, value }) => [name, value])).toString();

export const askedFor = (filter: ExecutionFilter, name: string): string | undefined =>
  filter.find((part) => part.name === name && part.fault === undefined)?.value;

/** The same with another value for this name, or without it. */
export function changed(filter: ExecutionFilter, name: string, value: string | undefined): ExecutionFilter {
  const at = filter.findIndex((part) => part.name === name);
  const others = filter.filter((part) => part.name !== name);
  return value === undefined
    ? others
    : parseFilter(
        new URLSearchParams(
          [
            ...others.slice(0, at < 0 ? others.length : at),
            { name, value },
            ...others.slice(at < 0 ? others.length : at),
          ].map((part) => [part.name, part.value]),
        ),
      );
}

/** What `name=value` in the one box means: a name of the filter, else a search key. */
export function partOf(typed: string): Part | undefined {
  const at = typed.indexOf('=');
  const [name, value] = [typed.slice(0, at).trim(), typed.slice(at + 1).trim()];
  return at < 1 || name === '' || value === ''
    ? undefined
    : { name: isPartName(name) || isKey(name) ? name : keyPrefix + name, value };
}

/** As the server is asked. What is relative counts from `present`, and what is at fault is left out. */
export function toQuery(filter: ExecutionFilter, present: number) {
  const good = filter.filter((part) => part.fault === undefined);
  const plain = good.filter((part) => isPartName(part.name)).map(({ name, value }) => [name, asTime(value, present)]);
  const keys = good.filter((part) => isKey(part.name)).map(({ name, value }) => [name, value]);
  return { ...Object.fromEntries(plain), ...(keys.length === 0 ? {} : { keys: Object.fromEntries(keys) }) };
}

/** The same as one object, which a batch takes. */
export function toObject(filter: ExecutionFilter, present: number): Record<string, string> {
  const { keys, ...plain } = toQuery(filter, present);
  return { ...(plain as Record<string, string>), ...keys };
}

/** The filter that such an object was made of. */
export const fromObject = (filter: object): ExecutionFilter =>
  parseFilter(new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, String(value)])));

function asTime(value: string, present: number): string {
  const before = beforeNow(value);
  return before === undefined ? value : toIso(present - before);
}
