import { useState } from 'react';
import { ranged, toggled } from './selected.ts';

/** Rows of a list that somebody has chosen, by their ids; those that have left the list stay chosen until they are cleared. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Chooses a row or lets it go; with `isRange` all from the one before to this. */
  readonly toggle: (id: string, isRange: boolean) => void;
  readonly clear: () => void;
}

/** @param order The ids of all rows, as they stand. */
export function useSelection(order: () => readonly string[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [anchor, setAnchor] = useState<string>();
  return {
    ids,
    toggle: (id, isRange) => {
      setIds(isRange ? ranged(ids, order(), anchor, id) : toggled(ids, id));
      setAnchor(id);
    },
    clear: () => setIds(new Set()),
  };
}
