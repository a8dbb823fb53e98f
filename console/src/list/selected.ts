export function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(ids);
  if (!after.delete(id)) {
    after.add(id);
  }
  return after;
}

/** All from the one that was chosen last to this one, besides those that are chosen already. */
export function ranged(
  ids: ReadonlySet<string>,
  order: readonly string[],
  anchor: string | undefined,
  id: string,
): ReadonlySet<string> {
  const [from, to] = [order.indexOf(anchor ?? id), order.indexOf(id)];
  return from < 0 || to < 0
    ? toggled(ids, id)
    : new Set([...ids, ...order.slice(Math.min(from, to), Math.max(from, to) + 1)]);
}
