import { parse } from '../json/tokens.ts';
import type { HistoryEvent } from '../live/history.ts';
import type { Given } from '../tries/useTry.ts';
import type { Visit } from './visits.ts';

/** A member of an event's detail, in the very text that was sent; undefined when there is none. */
export function memberText(event: HistoryEvent | undefined, name: string): string | undefined {
  if (event === undefined) {
    return undefined;
  }
  try {
    const detail = parse(event.EventDetail);
    const member = detail.kind === 'object' ? detail.members.find((each) => each.name === `"${name}"`) : undefined;
    return member === undefined ? undefined : event.EventDetail.slice(member.value.from, member.value.to);
  } catch {
    return undefined;
  }
}

export interface Payloads {
  readonly input: string | undefined;
  readonly output: string | undefined;
  readonly sent: string | undefined;
  readonly answered: string | undefined;
}

/** What went into a step and came out of it, and of its last attempt what was sent and came back. */
export function payloadsOf(visit: Visit, events: readonly HistoryEvent[]): Payloads {
  const own = visit.events.map((id) => events[id - 1]);
  const of = (type: string) => own.findLast((event) => event?.Type === type);
  const attempt = visit.attempts.at(-1);
  return {
    input: memberText(of('StepStarted'), 'input') ?? memberText(of('StepEntered'), 'input'),
    output: memberText(of('StepSucceeded'), 'output'),
    sent: attempt === undefined ? undefined : events[attempt.sent - 1]?.EventDetail,
    answered: attempt?.answered === undefined ? undefined : events[attempt.answered - 1]?.EventDetail,
  };
}

/** What a step was given as it was entered, and what its last attempt came to: to try its state with the same once more. */
export function givenTo(visit: Visit, events: readonly HistoryEvent[]): Partial<Given> {
  const input = memberText(events[visit.id - 1], 'input') ?? '{}';
  const answered = visit.attempts.at(-1)?.answered;
  const answer = answered === undefined ? undefined : events[answered - 1];
  const error = memberText(answer, 'error');
  return error === undefined
    ? { input, output: memberText(answer, 'output') ?? '{}' }
    : { input, reply: 'error', error: JSON.parse(error) as string };
}
