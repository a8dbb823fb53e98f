import type { StatusWord } from '../status/vocabulary.ts';
import type { Visit } from './visits.ts';

/** One branch or iteration of a step: how it stands, and the step inside that tells why. */
export interface Scope {
  readonly index: number;
  readonly word: StatusWord;
  /** What failed in it, else where it has come to. */
  readonly telling: Visit;
  readonly steps: number;
  readonly from: number;
  readonly to: number | undefined;
}

/** What was run inside a step, by index. Of a scope without a step there is nothing to tell. */
export function scopesOf(
  owner: Visit,
  visits: readonly Visit[],
  words: (visit: Visit) => StatusWord,
): readonly Scope[] {
  const found = new Map<number, Visit[]>();
  for (const visit of visits) {
    if (visit.around === owner && visit.index !== undefined) {
      const inside = found.get(visit.index);
      inside === undefined ? found.set(visit.index, [visit]) : inside.push(visit);
    }
  }
  return [...found]
    .toSorted(([a], [b]) => a - b)
    .map(([index, inside]): Scope => {
      const last = inside.at(-1) as Visit;
      const word = words(last);
      return {
        index,
        word,
        telling: last,
        steps: inside.length,
        from: inside[0]?.from ?? last.from,
        to: last.to,
      };
    });
}
