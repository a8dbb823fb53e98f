/** Server-sent events, read piece by piece. `EventSource` gives up for good at the first 503, and hides a 401. */

export interface SentEvent {
  readonly id: string | undefined;
  readonly name: string;
  readonly data: string;
}

/** Takes text as it comes, cut anywhere, and gives the events that are whole. */
export function createReader(): (text: string) => SentEvent[] {
  let rest = '';
  let begun = false;
  let id: string | undefined;
  let name = '';
  let data: string[] = [];

  function line(text: string, into: SentEvent[]): void {
    if (text === '') {
      if (data.length > 0) {
        into.push({ id, name: name || 'message', data: data.join('\n') });
      }
      name = '';
      data = [];
      return;
    }
    const colon = text.indexOf(':');
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(text[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'data') {
      data.push(value);
    } else if (field === 'event') {
      name = value;
    } else if (field === 'id' && !value.includes('\0')) {
      id = value;
    }
  }

  return (text) => {
    rest += begun ? text : text.replace(/^\uFEFF/, '');
    begun = begun || text !== '';
    const events: SentEvent[] = [];
    // A carriage return at the very end may be half of a line's end.
    for (let end = rest.search(/\r\n|\n|\r(?!$)/); end >= 0; end = rest.search(/\r\n|\n|\r(?!$)/)) {
      line(rest.slice(0, end), events);
      rest = rest.slice(rest.startsWith('\r\n', end) ? end + 2 : end + 1);
    }
    return events;
  };
}

const waits = [500, 1000, 2000, 5000];

/** How long to wait before the n-th try, from 0; a little more or less, so that many pages do not come all at once. */
export const waitBefore = (attempt: number, chance: number): number =>
  (waits[Math.min(attempt, waits.length - 1)] ?? 5000) * (0.75 + chance / 2);
