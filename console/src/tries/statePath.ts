import type { Outline } from '../graph/outline.ts';

/** The names of the states around one and its own, such as `Ship/Pack`, which is how it is named to be tried alone. */
export function statePath({ states, scopes }: Outline, id: number): string {
  const names: string[] = [];
  for (let state = states[id]; state !== undefined; state = ownerOf(scopes, states, state.scope)) {
    names.unshift(state.name.includes('/') ? JSON.stringify(state.name) : state.name);
  }
  return names.join('/');
}

function ownerOf(
  scopes: Outline['scopes'],
  states: Outline['states'],
  scope: number,
): Outline['states'][number] | undefined {
  const owner = scopes[scope]?.owner;
  return owner === undefined ? undefined : states[owner.state];
}

/** States that run others cannot be tried alone. */
export const holdsOthers = (kind: Outline['states'][number]['kind']): boolean =>
  kind === 'Parallel' || kind === 'Map' || kind === 'DistributedMap';
