import type { StatusWord } from '../status/vocabulary.ts';

/** How one state stands in an execution. */
export interface Mark {
  readonly word: StatusWord;
  /** How often it was entered. */
  readonly visits: number;
  /** How long the last visit took, once it is over, in milliseconds. */
  readonly took?: number;
  readonly attempts: number;
  readonly retry?: { readonly attempt: number; readonly of: number; readonly next: number };
  /** When a wait is over. */
  readonly until?: number;
  /** Branches or iterations. */
  readonly scopes?: { readonly ended: number; readonly of: number };
  readonly error?: string;
}

export interface Marks {
  readonly states: ReadonlyMap<number, Mark>;
  /** How often each way was taken, by its key. */
  readonly ways: ReadonlyMap<string, number>;
}

export const noMarks: Marks = { states: new Map(), ways: new Map() };

export interface MarkStore {
  set(marks: Marks): void;
  state(id: number): Mark | undefined;
  taken(keys: readonly string[]): number;
  subscribe(listener: () => void): () => void;
}

/** Marks, outside of the graph's own data: a change draws the one node anew that it concerns. */
export function createMarkStore(): MarkStore {
  let present = noMarks;
  const listeners = new Set<() => void>();
  return {
    set: (marks) => {
      const states = new Map([...marks.states].map(([id, mark]) => [id, kept(present.states.get(id), mark)]));
      present = { states, ways: marks.ways };
      for (const listener of listeners) {
        listener();
      }
    },
    state: (id) => present.states.get(id),
    taken: (keys) => keys.reduce((sum, key) => sum + (present.ways.get(key) ?? 0), 0),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What has not changed stays the same object, so that nothing is drawn anew for it. */
const kept = (before: Mark | undefined, after: Mark): Mark =>
  before !== undefined && JSON.stringify(before) === JSON.stringify(after) ? before : after;
