/** Every key of the console, as data: the help prints it. */
export const keyMap = [
  { keys: '?', word: 'keys.help' },
  { keys: 'Ctrl+K', word: 'keys.palette' },
  { keys: '/', word: 'keys.search' },
  { keys: 'f', word: 'keys.failedOnly', press: true },
  { keys: 'l', word: 'keys.pause', press: true },
  { keys: 'g h', word: 'keys.home', path: '/' },
  { keys: 'g f', word: 'keys.flows', path: '/flows' },
  { keys: 'g e', word: 'keys.executions', path: '/executions' },
  { keys: 'g i', word: 'keys.inbox', path: '/inbox' },
  { keys: 'g s', word: 'keys.schedules', path: '/schedules' },
  { keys: 'g n', word: 'keys.editor', path: '/editor' },
  { keys: 'g t', word: 'keys.targets', path: '/targets' },
  { keys: 'g q', word: 'keys.sent', path: '/sent' },
  { keys: 'g x', word: 'keys.examples', path: '/examples' },
  { keys: 'g y', word: 'keys.system', path: '/system' },
] as const;

/** Those of a list that has the focus: it answers them itself. */
export const rowKeys = [
  { keys: 'j k', word: 'keys.move' },
  { keys: 'Enter', word: 'keys.open' },
  { keys: 'x', word: 'keys.select' },
  { keys: 'Shift+X', word: 'keys.range' },
] as const;

export type KeyAction =
  | { readonly kind: 'help' }
  | { readonly kind: 'search' }
  /** The button of the page that has this key. */
  | { readonly kind: 'press'; readonly key: string }
  | { readonly kind: 'go'; readonly path: string };

/** What a key means behind the one before it; undefined for nothing. */
export function actionOf(before: string | undefined, key: string): KeyAction | undefined {
  if (before !== 'g') {
    const pressed = keyMap.some((entry) => 'press' in entry && entry.keys === key);
    return key === '?'
      ? { kind: 'help' }
      : key === '/'
        ? { kind: 'search' }
        : pressed
          ? { kind: 'press', key }
          : undefined;
  }
  const found = keyMap.find((entry) => entry.keys === `g ${key}`);
  return found !== undefined && 'path' in found ? { kind: 'go', path: found.path } : undefined;
}
