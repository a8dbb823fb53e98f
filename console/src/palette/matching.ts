/** Where the words of a search stand in a name, in their order; the fewer and nearer the better. Undefined when they do not. */
export function rank(name: string, search: string): number | undefined {
  const [text, wanted] = [name.toLowerCase(), search.trim().toLowerCase()];
  if (wanted === '') {
    return 0;
  }
  if (text.startsWith(wanted)) {
    return text.length - wanted.length;
  }
  const at = text.indexOf(wanted);
  if (at >= 0) {
    return 1000 + at;
  }
  let [from, gaps] = [0, 0];
  for (const letter of wanted) {
    const found = text.indexOf(letter, from);
    if (found < 0) {
      return undefined;
    }
    gaps += found - from;
    from = found + 1;
  }
  return 10_000 + gaps;
}

/** Those that match, the best first; equals stay in their order. */
export function best<T>(all: readonly T[], nameOf: (item: T) => string, search: string, most: number): T[] {
  return all
    .flatMap((item) => {
      const found = rank(nameOf(item), search);
      return found === undefined ? [] : [{ item, found }];
    })
    .toSorted((a, b) => a.found - b.found)
    .slice(0, most)
    .map(({ item }) => item);
}

/** What a search means for executions: `orders/7` is what begins with 7 in the flow orders, anything else a beginning. */
export function executionSearch(search: string): string | undefined {
  const text = search.trim();
  const at = text.indexOf('/');
  if (text === '' || (at >= 0 && text.slice(0, at) === '')) {
    return undefined;
  }
  return new URLSearchParams(
    at < 0
      ? { prefix: text }
      : { flow: text.slice(0, at), ...(at === text.length - 1 ? {} : { prefix: text.slice(at + 1) }) },
  ).toString();
}
