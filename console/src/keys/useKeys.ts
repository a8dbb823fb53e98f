import { useEffect, useEffectEvent } from 'react';
import { preferences } from '../prefs/preferences.ts';
import { actionOf } from './map.ts';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Of two in tabs, the one that is in sight. */
function press(key: string): void {
  const buttons = [...document.querySelectorAll<HTMLElement>(`[data-key="${key}"]`)];
  buttons.find((button) => button.checkVisibility())?.click();
}

/** Letters are off where one types, while characters are composed, and by preference. */
export function useKeys({
  help,
  palette,
  go,
}: {
  help: () => void;
  palette: () => void;
  go: (path: string) => void;
}): void {
  const onHelp = useEffectEvent(help);
  const onPalette = useEffectEvent(palette);
  const onGo = useEffectEvent(go);
  useEffect(() => {
    let before: string | undefined;
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k' && !event.isComposing) {
        event.preventDefault();
        onPalette();
        return;
      }
      if (
        isTyping(event.target) ||
        event.isComposing ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        !preferences().letterKeys
      ) {
        return;
      }
      const action = actionOf(before, event.key);
      before = event.key;
      if (action === undefined) {
        return;
      }
      event.preventDefault();
      before = undefined;
      if (action.kind === 'help') {
        onHelp();
      } else if (action.kind === 'press') {
        press(action.key);
      } else if (action.kind === 'go') {
        onGo(action.path);
      } else {
        const box = document.querySelector<HTMLElement>('[data-search]');
        box === null ? onPalette() : box.focus();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
