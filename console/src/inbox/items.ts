import type { InboxItem, InboxItemPage } from '../api/queries.ts';
import { type JsonNode, parse } from '../json/tokens.ts';

/** A task that waits for somebody, with what it was given as it was sent. */
export interface Task extends Omit<InboxItem, 'input'> {
  /** Undefined for one that is too large for a list. */
  readonly input: string | undefined;
}

export interface TaskPage {
  readonly items: readonly Task[];
  readonly next: string | null;
}

/** Reads a page without changing a digit of the inputs. */
export function taskPageOf(text: string): TaskPage {
  const page = JSON.parse(text) as InboxItemPage;
  const items = memberOf(parse(text), 'items');
  return {
    next: page.next,
    items: page.items.map((item, index) => {
      const input = items?.kind === 'array' ? memberOf(items.items[index], 'input') : undefined;
      return { ...item, input: input === undefined ? undefined : text.slice(input.from, input.to) };
    }),
  };
}

const memberOf = (node: JsonNode | undefined, name: string): JsonNode | undefined =>
  node?.kind === 'object' ? node.members.find((member) => member.name === `"${name}"`)?.value : undefined;
