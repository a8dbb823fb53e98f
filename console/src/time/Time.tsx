import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../prefs/preferences.ts';
import { currentTick, now, onTick, parseTime, toIso } from './clock.ts';
import { absolute, relative } from './format.ts';

/** The present time, anew each second. */
export function useNow(): number {
  useSyncExternalStore(onTick, currentTick);
  return now();
}

/** How long ago, or when: the other one shows on hover. */
export function Time({ at, exact = false }: { at: string; exact?: boolean }) {
  const { i18n } = useTranslation();
  const { zone } = usePreferences();
  const present = useNow();
  const time = parseTime(at);
  const [long, short] = [absolute(time, i18n.language, zone), relative(time, present, i18n.language)];
  return (
    <time dateTime={toIso(time)} title={exact ? short : long} data-raw>
      {exact ? long : short}
    </time>
  );
}
