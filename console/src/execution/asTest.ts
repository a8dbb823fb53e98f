import type { HistoryEvent } from '../live/history.ts';
import { memberText } from './payload.ts';
import { type Attempt, detailOf, type Visit } from './visits.ts';

/** A test case for `sluice test`, made of what an execution has met: its input, each answer, and how it ended. */
export function testOf(
  execution: { readonly flow: string; readonly name: string; readonly status: string; readonly error?: string },
  visits: readonly Visit[],
  events: readonly HistoryEvent[],
): string {
  const targets = targetsOf(visits, events);
  const path = visits.filter((visit) => visit.around === undefined).map((visit) => visit.name);
  return [
    `flow: ./${execution.flow}.yaml`,
    'tests:',
    `  - name: ${quoted(execution.name)}`,
    `    input: ${memberText(events[0], 'input') ?? '{}'}`,
    ...(targets.size === 0 ? [] : ['    targets:']),
    ...[...targets].flatMap(([key, answers]) => [
      `      ${quoted(key)}:`,
      ...answers.map((answer) => `        - {${answer}}`),
    ]),
    '    expect:',
    `      status: ${execution.status}`,
    ...(execution.error === undefined ? [] : [`      error: ${quoted(execution.error)}`]),
    `      path: [${path.map(quoted).join(', ')}]`,
    '',
  ].join('\n');
}

function targetsOf(visits: readonly Visit[], events: readonly HistoryEvent[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const visit of visits.filter((each) => each.attempts.length > 0)) {
    const key = pathOf(visit);
    const answers = visit.attempts.map((attempt) => [answerOf(attempt, events), ...whenOf(visit)].join(', '));
    found.set(key, [...(found.get(key) ?? []), ...answers]);
  }
  return found;
}

/** Names of the steps around it, outermost first, and its own; a name with a slash stands in quotes. */
function pathOf(visit: Visit): string {
  const names: string[] = [];
  for (let each: Visit | undefined = visit; each !== undefined; each = each.around) {
    names.unshift(each.name.includes('/') ? JSON.stringify(each.name) : each.name);
  }
  return names.join('/');
}

/** Every branch and iteration begins the list of answers anew, so each answer says whose it is. */
const whenOf = (visit: Visit): string[] =>
  visit.index === undefined ? [] : [`when: {${visit.isIteration ? 'iteration' : 'branch'}: ${visit.index}}`];

function answerOf(attempt: Attempt, events: readonly HistoryEvent[]): string {
  const sent = events[attempt.sent - 1];
  const answer = attempt.answered === undefined ? undefined : events[attempt.answered - 1];
  const isCallback = String((sent === undefined ? {} : detailOf(sent)).taskMode ?? '').includes('Callback');
  if (answer === undefined || answer.Type === 'TaskTimedOut') {
    return 'timeout: true';
  }
  const told = ['output', 'error', 'cause']
    .map((name) => [name, memberText(answer, name)] as const)
    .filter(([, text]) => text !== undefined)
    .map(([name, text]) => `${name}: ${text}`)
    .join(', ');
  return isCallback ? `callback: {${told}}` : told === '' ? 'output: null' : told;
}

/** JSON is YAML, and a quoted name means itself whatever is in it. */
const quoted = (text: string): string =>
  /^[A-Za-z_][\w./-]*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);
