type Tree = { readonly [key: string]: string | Tree };

/** A catalogue in which every sentence stands in brackets: what a page shows without them was never in a catalogue. */
export function bracketed<T extends Tree>(words: T): T {
  const entries = Object.entries(words).map(([key, value]) => [
    key,
    typeof value === 'string' ? `[[${value}]]` : bracketed(value),
  ]);
  return Object.fromEntries(entries) as T;
}
