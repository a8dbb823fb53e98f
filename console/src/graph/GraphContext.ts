import { createContext, useContext, useSyncExternalStore } from 'react';
import { createMarkStore, type Mark, type MarkStore } from './marks.ts';
import type { Outline } from './outline.ts';

export interface GraphSubject {
  readonly outline: Outline;
  readonly marks: MarkStore;
  readonly chosen: number | undefined;
  /** Whether there is an execution: then what was not reached says so. */
  readonly hasRun: boolean;
}

const nothing: GraphSubject = {
  outline: { language: 'StateMachine', name: null, scopes: [], states: [] },
  marks: createMarkStore(),
  chosen: undefined,
  hasRun: false,
};

export const GraphContext = createContext<GraphSubject>(nothing);

/** The mark of one state: who asks is drawn anew when just that one changes. */
export function useMark(state: number): Mark | undefined {
  const { marks } = useContext(GraphContext);
  return useSyncExternalStore(marks.subscribe, () => marks.state(state));
}

export function useTaken(keys: readonly string[]): number {
  const { marks } = useContext(GraphContext);
  return useSyncExternalStore(marks.subscribe, () => marks.taken(keys));
}
