import type { SettingInUse } from '../api/system.ts';

/** Those whose name, value or origin has what somebody looks for; only those that were given, when that is asked. */
export function matching(settings: readonly SettingInUse[], search: string, isGivenOnly: boolean): SettingInUse[] {
  const sought = search.trim().toLowerCase();
  return settings.filter(
    (setting) =>
      (!isGivenOnly || isGiven(setting)) &&
      [setting.name, setting.value, setting.origin].some((text) => text.toLowerCase().includes(sought)),
  );
}

/** Whether somebody has set it, instead of leaving it as it comes. */
export const isGiven = ({ origin }: SettingInUse): boolean => origin !== 'default';
