import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askedFor, changed, type ExecutionFilter, statuses } from '../api/filter.ts';
import { FilterChips } from '../list/FilterChips.tsx';
import { statusOf } from '../status/vocabulary.ts';
import { MoreFilters } from './MoreFilters.tsx';
import { SearchBox } from './SearchBox.tsx';

const spans = ['-1h', '-24h', '-7d', '-30d'] as const;

/** How a filter is changed. Typing replaces the entry of the browser's history, anything else adds one. */
export function FilterBar({
  filter,
  onChange,
}: {
  filter: ExecutionFilter;
  onChange: (filter: ExecutionFilter, isTyping?: boolean) => void;
}) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const set = (name: string, value: string | undefined) => onChange(changed(filter, name, value));
  const since = askedFor(filter, 'from');
  return (
    <div className="filter-bar">
      <div className="filters">
        <SearchBox filter={filter} onChange={onChange} />
        <Select
          className="short-select"
          aria-label={t('filter.status')}
          value={askedFor(filter, 'status') ?? ''}
          onChange={(value) => set('status', value === '' ? undefined : value)}
          options={[
            { value: '', label: t('filter.anyStatus') },
            ...statuses.map((status) => ({ value: status as string, label: t(`status.${statusOf({ status })}`) })),
          ]}
        />
        <Select
          className="short-select"
          aria-label={t('filter.from')}
          value={since === undefined ? '' : (spans as readonly string[]).includes(since) ? since : 'other'}
          onChange={(value) => set('from', value === '' ? undefined : value)}
          options={[
            { value: '', label: t('filter.anyTime') },
            ...spans.map((span) => ({ value: span as string, label: t(`filter.last${span}`) })),
            ...(since === undefined || (spans as readonly string[]).includes(since)
              ? []
              : [{ value: 'other', label: t('filter.otherTime'), disabled: true }]),
          ]}
        />
        {(['retrying', 'waiting'] as const).map((name) => {
          const isOn = askedFor(filter, name) === 'true';
          return (
            <Button
              key={name}
              aria-pressed={isOn}
              type={isOn ? 'primary' : 'default'}
              ghost={isOn}
              onClick={() => set(name, isOn ? undefined : 'true')}
            >
              {t(`status.${name}`)}
            </Button>
          );
        })}
        <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t('filter.more')}
        </Button>
      </div>
      {isOpen ? <MoreFilters filter={filter} onChange={onChange} /> : null}
      {filter.length === 0 ? null : (
        <div className="filters">
          <FilterChips filter={filter} onRemove={(index) => onChange(filter.filter((_, at) => at !== index))} />
          <Button size="small" type="text" onClick={() => onChange([])}>
            {t('list.clear')}
          </Button>
        </div>
      )}
    </div>
  );
}
