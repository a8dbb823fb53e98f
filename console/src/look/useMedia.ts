import { useSyncExternalStore } from 'react';

/** Whether a question about the screen is true at present. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const asked = matchMedia(query);
      asked.addEventListener('change', listener);
      return () => asked.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
  );
}
