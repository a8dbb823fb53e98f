import { useSyncExternalStore } from 'react';
import { browserLanguage, type Language } from '../words/setup.ts';

export type Zone = 'local' | 'utc';

/** What a person has chosen for this browser. */
export interface Preferences {
  readonly language: Language;
  readonly theme: 'system' | 'light' | 'dark';
  readonly zone: Zone;
  readonly density: 'normal' | 'dense';
  readonly letterKeys: boolean;
}

/** Read by `theme.js`, too. */
const place = 'sluice.preferences';

const standard = (): Preferences => ({
  language: browserLanguage(),
  theme: 'system',
  zone: 'local',
  density: 'normal',
  letterKeys: true,
});

let present: Preferences | undefined;
const listeners = new Set<() => void>();

export function preferences(): Preferences {
  present ??= { ...standard(), ...stored() };
  return present;
}

export function prefer(change: Partial<Preferences>): void {
  present = { ...preferences(), ...change };
  try {
    localStorage.setItem(place, JSON.stringify(present));
  } catch {
    // A browser that keeps nothing forgets it with the page.
  }
  for (const listener of listeners) {
    listener();
  }
}

function stored(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Preferences>;
  } catch {
    return {};
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, preferences);

const prefersDark = matchMedia('(prefers-color-scheme: dark)');

function subscribeDark(listener: () => void): () => void {
  prefersDark.addEventListener('change', listener);
  return () => prefersDark.removeEventListener('change', listener);
}

export function useIsDark(): boolean {
  const { theme } = usePreferences();
  const system = useSyncExternalStore(subscribeDark, () => prefersDark.matches);
  return theme === 'dark' || (theme === 'system' && system);
}
