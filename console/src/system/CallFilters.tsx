import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CallFilter } from './calls.ts';

const codes = ['Success', 'Failure'] as const;

/** A field counts when it is left, or at Enter. */
export function CallFilters({ filter, onChange }: { filter: CallFilter; onChange: (filter: CallFilter) => void }) {
  const { t } = useTranslation();
  const { code } = filter;
  const isOther = code !== undefined && !(codes as readonly string[]).includes(code);
  const set = (name: keyof CallFilter, value: string) => {
    if (value !== (filter[name] ?? '')) {
      const { [name]: _, ...others } = filter;
      onChange(value === '' ? others : { ...others, [name]: value });
    }
  };
  return (
    <div className="more-filters">
      {(['operation', 'caller'] as const).map((name) => (
        <label key={`${name}=${filter[name] ?? ''}`}>
          {t(`calls.${name}`)}
          <Input
            {...(name === 'operation' ? { 'data-search': true } : {})}
            defaultValue={filter[name] ?? ''}
            onBlur={(event) => set(name, event.target.value.trim())}
            onPressEnter={(event) => set(name, event.currentTarget.value.trim())}
            autoComplete="off"
          />
        </label>
      ))}
      <Select
        className="short-select"
        aria-label={t('calls.code')}
        value={code ?? ''}
        onChange={(value) => set('code', value)}
        options={[
          { value: '', label: t('calls.anyCode') },
          ...codes.map((value) => ({ value: value as string, label: t(`calls.${value}`) })),
          ...(isOther ? [{ value: code, label: <span data-raw>{code}</span> }] : []),
        ]}
      />
    </div>
  );
}
