import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { askedFor, changed, type ExecutionFilter } from '../api/filter.ts';
import { usePreferences } from '../prefs/preferences.ts';
import { fromField, toField, zoneLabel } from '../time/format.ts';

const names = ['flow', 'name', 'state', 'error'] as const;
const ends = ['from', 'to'] as const;

/** The rest of what can be asked for. A field counts when it is left, or at Enter. */
export function MoreFilters({
  filter,
  onChange,
}: {
  filter: ExecutionFilter;
  onChange: (filter: ExecutionFilter) => void;
}) {
  const { t } = useTranslation();
  const { zone } = usePreferences();
  const set = (name: string, before: string, value: string) => {
    if (value !== before) {
      onChange(changed(filter, name, value === '' ? undefined : value));
    }
  };
  return (
    <div className="more-filters">
      {names.map((name) => {
        const value = askedFor(filter, name) ?? '';
        return (
          <label key={`${name}=${value}`}>
            {t(`filter.${name}`)}
            <Input
              defaultValue={value}
              onBlur={(event) => set(name, value, event.target.value.trim())}
              onPressEnter={(event) => set(name, value, event.currentTarget.value.trim())}
              autoComplete="off"
            />
          </label>
        );
      })}
      {ends.map((name) => {
        const value = askedFor(filter, name) ?? '';
        const field = toField(value, zone);
        return (
          <label key={`${name}=${value}/${zone}`}>
            <span>
              {t(`filter.${name}`)} <span data-raw>{`(${zoneLabel(zone)})`}</span>
            </span>
            <Input
              type="datetime-local"
              step={1}
              defaultValue={field}
              onBlur={({ target }) => {
                if (target.value !== field) {
                  set(name, value, fromField(target.value, zone));
                }
              }}
            />
          </label>
        );
      })}
    </div>
  );
}
