/** Inputs that this browser has started a flow with: few, small, and gone at sign-out. */
const prefix = 'sluice.inputs.';
const most = 5;
const mostCharacters = 64 * 1024;

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export function remembered(flow: string, storage: Storage = localStorage): readonly string[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(prefix + flow) ?? '[]');
    return Array.isArray(kept) ? kept.filter((input): input is string => typeof input === 'string') : [];
  } catch {
    return [];
  }
}

export function remember(flow: string, input: string, storage: Storage = localStorage): void {
  if (input.length <= mostCharacters) {
    const kept = [input, ...remembered(flow, storage).filter((other) => other !== input)].slice(0, most);
    storage.setItem(prefix + flow, JSON.stringify(kept));
  }
}

export function forgetAll(storage: Storage = localStorage): void {
  const names = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '');
  for (const name of names.filter((each) => each.startsWith(prefix))) {
    storage.removeItem(name);
  }
}
