import type { Zone } from '../prefs/preferences.ts';

/** Times and spans as people read them, in either language. */

const zoneName = (zone: Zone): string | undefined => (zone === 'utc' ? 'UTC' : undefined);

/** The zone's own name, to stand beside every column of times. */
export const zoneLabel = (zone: Zone): string => zoneName(zone) ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

/** `2026-11-30 14:05:09.123`, with the zone behind it. */
export function absolute(time: number, language: string, zone: Zone): string {
  const parts = new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
    timeZone: zoneName(zone),
    timeZoneName: 'short',
  }).formatToParts(time);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  const clock = `${part('hour')}:${part('minute')}:${part('second')}.${part('fractionalSecond')}`;
  return `${part('year')}-${part('month')}-${part('day')} ${clock} ${part('timeZoneName')}`;
}

/** `2026-11-30 14:05:09 +08:00` of a time that carries its zone: the clock as it was sent, for columns of a fixed zone. */
export const clockTime = (text: string): string =>
  text.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/, (_, day, clock, zone) =>
    zone === 'Z' ? `${day} ${clock}` : `${day} ${clock} ${zone}`,
  );

/** A time as a field of a form has it, without its zone: `2026-11-30T14:05:09`. Empty for what is no time. */
export function toField(time: string, zone: Zone): string {
  const at = Date.parse(time);
  if (Number.isNaN(at)) {
    return '';
  }
  const offsetMs = zone === 'utc' ? 0 : new Date(at).getTimezoneOffset() * 60_000;
  return new Date(at - offsetMs).toISOString().slice(0, 19);
}

/** What stands in such a field, as the server takes it; empty for nothing. */
export function fromField(field: string, zone: Zone): string {
  const at = Date.parse(zone === 'utc' ? `${field}Z` : field);
  return Number.isNaN(at) ? '' : new Date(at).toISOString();
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
];

/** `5 minutes ago`, `in 3 hours`. */
export function relative(time: number, now: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  let amount = (time - now) / 1000;
  for (const [unit, size] of steps) {
    if (Math.abs(amount) < size) {
      return format.format(Math.round(amount), unit);
    }
    amount /= size;
  }
  return format.format(Math.round(amount), 'year');
}

/** `120 ms`, `3.4 s`, `2 min 5 s`, `3 h 12 min`, `4 d 2 h`: at most two units, the smaller one whole. */
export function span(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < 1000) {
    return `${Math.round(ms)} ms`;
  }
  if (ms < 9_950) {
    return `${(ms / 1000).toFixed(1)} s`;
  }
  const seconds = Math.round(ms / 1000);
  return (
    twoUnits(seconds, 86_400, 'd', 3600, 'h') ??
    twoUnits(seconds, 3600, 'h', 60, 'min') ??
    twoUnits(seconds, 60, 'min', 1, 's') ??
    `${seconds} s`
  );
}

function twoUnits(seconds: number, large: number, largeName: string, small: number, smallName: string) {
  if (seconds < large) {
    return undefined;
  }
  const rest = Math.floor((seconds % large) / small);
  return `${Math.floor(seconds / large)} ${largeName}${rest > 0 ? ` ${rest} ${smallName}` : ''}`;
}

export const number = (value: number, language: string): string => new Intl.NumberFormat(language).format(value);

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

export function bytes(size: number): string {
  let [amount, unit] = [size, 0];
  while (amount >= 1024 && unit < units.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  return `${unit === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${units[unit]}`;
}
