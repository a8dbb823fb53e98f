interface Written {
  readonly id: number;
  readonly line: number;
}

/** The state that a line of the text belongs to: the one that begins last before it. */
export function stateAt(states: readonly Written[], line: number): number | undefined {
  let found: Written | undefined;
  for (const state of states) {
    if (state.line <= line && (found === undefined || state.line >= found.line)) {
      found = state;
    }
  }
  return found?.id;
}
