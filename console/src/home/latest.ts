interface Named {
  readonly flow: string;
  readonly name: string;
}

/** The first of each name, in the order in which they stand, and not more than so many. */
export function latest<T extends Named>(executions: readonly T[], most: number): T[] {
  const byName = new Map(executions.toReversed().map((each) => [`${each.flow}/${each.name}`, each]));
  const order = new Set(executions.map((each) => `${each.flow}/${each.name}`));
  return [...order].slice(0, most).flatMap((key) => byName.get(key) ?? []);
}
