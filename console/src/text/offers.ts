import type { components } from '../api/schema.gen.ts';
import { type Field, type Level, type Place, rowOf } from './place.ts';

export type Vocabulary = components['schemas']['Vocabulary'];

export interface Offer {
  readonly word: string;
  readonly kind: 'field' | 'value' | 'state' | 'action' | 'variable' | 'function';
  /** What stands behind it, such as the parameters of a function. */
  readonly detail?: string | undefined;
  /** What it is, in both languages; for functions. */
  readonly about?: { readonly english: string; readonly chinese: string };
}

const suffix = '.$';

/** What fits where the cursor stands, by the words that the compiler knows and the states that the text has. */
export function offersAt(place: Place, lines: readonly string[], vocabulary: Vocabulary): readonly Offer[] {
  const isClassic = place.levels.at(-1)?.fields.get('type')?.value === 'flow';
  const words = isClassic ? classic : stateMachine;
  const spot = spotOf(place.levels, words);
  return place.key === undefined
    ? fieldsAt(spot, place.levels, vocabulary, words)
    : valuesOf(place.key, place, spot, lines, vocabulary, words);
}

const stateMachine = {
  language: 'StateMachine',
  states: 'States',
  type: 'Type',
  name: 'Name',
  begin: 'StartAt',
} as const;
const classic = { language: 'Classic', states: 'steps', type: 'type', name: 'name', begin: '' } as const;
type Words = typeof stateMachine | typeof classic;

interface Spot {
  /** As the vocabulary names it. */
  readonly within: string;
  /** The state that the mapping is, or is a part of. */
  readonly state: Level | undefined;
}

function spotOf(levels: readonly Level[], words: Words): Spot {
  const at = levels.findIndex((level) => level.holder === words.states);
  if (at === 0) {
    return { within: words.states, state: levels[0] };
  }
  const inside = at < 0 ? levels.slice(0, -1) : levels.slice(0, at);
  return {
    within: inside
      .map((level) => level.holder)
      .toReversed()
      .join('.'),
    state: at < 0 ? undefined : levels[at],
  };
}

function fieldsAt(spot: Spot, levels: readonly Level[], vocabulary: Vocabulary, words: Words): Offer[] {
  const taken = levels[0]?.fields ?? new Map();
  const isTaken = (name: string) =>
    taken.has(name) || taken.has(name + suffix) || (name.endsWith(suffix) && taken.has(name.slice(0, -suffix.length)));
  const type = spot.state?.fields.get(words.type)?.value;
  const known = vocabulary.fields.filter(
    (here) =>
      here.language === words.language &&
      here.within === spot.within &&
      (here.type === undefined || type === undefined || here.type === type),
  );
  const action = spot.within === 'Parameters' ? actionOf(spot, vocabulary) : undefined;
  return [
    ...new Set(known.flatMap((here) => here.names)),
    ...(action === undefined ? [] : [...action.required, ...action.optional]),
  ]
    .filter((word) => !isTaken(word))
    .map((word) => ({ word, kind: 'field', detail: action?.required.includes(word) ? '*' : undefined }));
}

const actionOf = (spot: Spot, vocabulary: Vocabulary) =>
  vocabulary.actions.find((known) => known.name === spot.state?.fields.get('Action')?.value);

function valuesOf(
  key: string,
  place: Place,
  spot: Spot,
  lines: readonly string[],
  vocabulary: Vocabulary,
  words: Words,
): Offer[] {
  const value = (word: string): Offer => ({ word, kind: 'value' });
  switch (key) {
    case words.type:
      return spot.within === words.states
        ? vocabulary.fields
            .filter((here) => here.language === words.language && here.within === words.states)
            .map((here) => value(here.type ?? ''))
        : spot.within === ''
          ? [value('StateMachine'), value('flow')]
          : [];
    case 'Next':
    case 'Default':
    case 'goto':
    case words.begin:
      return statesAround(key, place, lines, words).map((word) => ({ word, kind: 'state' }));
    case 'Action':
      return vocabulary.actions.map((known) => ({
        word: known.name,
        kind: 'action',
        detail: known.required.join(', '),
      }));
    case 'TaskMode':
      return (actionOf(spot, vocabulary)?.modes ?? []).map(value);
    case 'End':
    case 'end':
      return [value('true')];
    default:
      return words === stateMachine && (key.endsWith(suffix) || key === 'Condition' || key === 'ItemsPath')
        ? inExpression(place.typed, vocabulary)
        : [];
  }
}

/** A name that begins with `$` is a variable, any other a function; inside of texts there is nothing to offer. */
function inExpression(typed: string, vocabulary: Vocabulary): Offer[] {
  const plain = typed.replace(/^'/, '').replace(/"[^"]*"/g, '');
  return plain.includes('"')
    ? []
    : /\$[\w.$]*$/.test(plain)
      ? vocabulary.variables.map((word) => ({ word, kind: 'variable' }))
      : vocabulary.functions.map(({ name, parameters, english, chinese }) => ({
          word: name,
          kind: 'function',
          detail: `(${parameters.join(', ')})`,
          about: { english, chinese },
        }));
}

/** Names of the states that can be gone to: those of the same scope, without the one that is written in. */
function statesAround(key: string, place: Place, lines: readonly string[], words: Words): string[] {
  const own = key === words.begin ? undefined : place.levels.find((level) => level.holder === words.states);
  const scope = key === words.begin ? place.levels[0] : place.levels[place.levels.indexOf(own as Level) + 1];
  const list = scope?.fields.get(words.states);
  return list === undefined
    ? []
    : namesBelow(lines, list, words).filter((name) => name !== own?.fields.get(words.name)?.value);
}

function namesBelow(lines: readonly string[], list: Field, words: Words): string[] {
  const names: string[] = [];
  const inFlow = new RegExp(`[{,]\\s*${words.name}:\\s*([^,}]+)`);
  let item: { dash: number; column: number } | undefined;
  for (const line of lines.slice(list.line + 1)) {
    const row = rowOf(line);
    const dash = row.dashes[0];
    item ??= dash === undefined ? undefined : { dash, column: row.column };
    if (
      item !== undefined &&
      line.trim() !== '' &&
      (dash ?? row.column) < (dash === undefined ? item.column : item.dash)
    ) {
      return names;
    }
    if (dash === item?.dash && dash !== undefined) {
      names.push(...(inFlow.exec(line)?.slice(1, 2) ?? []));
    }
    if (row.column === item?.column && row.key === words.name) {
      names.push(row.value);
    }
  }
  return names.map((name) => name.trim());
}
