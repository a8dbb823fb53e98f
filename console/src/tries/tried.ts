import type { components } from '../api/schema.gen.ts';
import { type JsonNode, parse } from '../json/tokens.ts';

type Answer = components['schemas']['TriedState'];

/** What became of an input in a state, with the data in the very text that the server sent. */
export interface Tried extends Pick<Answer, 'error' | 'cause' | 'by' | 'next' | 'virtualMs'> {
  readonly stations: readonly Station[];
  /** `$Global` behind it. */
  readonly global: string;
}

/** Where the data was looked at on its way. */
export interface Station {
  readonly kind: (typeof kinds)[number];
  /** Which attempt, from 1; undefined for what there is once. */
  readonly number: number | undefined;
  readonly text: string;
}

const kinds = [
  'input',
  'inputConstructed',
  'request',
  'answer',
  'failure',
  'outputConstructed',
  'local',
  'failed',
] as const;

/** @param text The server's answer as it was sent: numbers in it may be larger than JavaScript's. */
export function triedOf(text: string): Tried {
  const answer = JSON.parse(text) as Answer;
  const root = parse(text);
  const steps = memberOf(root, 'steps');
  const texts = (steps?.kind === 'array' ? steps.items : []).map((step) => textOf(text, memberOf(step, 'value')));
  const { error, cause, by, next, virtualMs } = answer;
  const stations = answer.steps.map((step, index) => stationOf(step.name, texts[index] ?? 'null'));
  return { error, cause, by, next, virtualMs, stations, global: textOf(text, memberOf(root, 'global')) };
}

function stationOf(name: string, text: string): Station {
  const [word, number] = name.split(' ');
  const kind = kinds.find((each) => each === word) ?? 'local';
  return { kind, number: number === undefined ? undefined : Number(number), text };
}

const memberOf = (node: JsonNode, name: string): JsonNode | undefined =>
  node.kind === 'object' ? node.members.find((each) => each.name === `"${name}"`)?.value : undefined;

const textOf = (text: string, node: JsonNode | undefined): string =>
  node === undefined ? 'null' : text.slice(node.from, node.to);
