import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { HistoryEvent } from '../live/history.ts';
import { FailedOnly } from '../panel/FailedOnly.tsx';
import { choices, type EventFilter } from './eventFilter.ts';

interface Shown {
  readonly events: readonly HistoryEvent[];
  readonly filter: EventFilter;
  readonly onChange: (filter: EventFilter) => void;
}

const parts = [
  ['kind', 'Type'],
  ['state', 'StepName'],
] as const;

/** By text, by kind, by state, and what failed alone. */
export function EventFilters({ events, filter, onChange }: Shown) {
  const { t } = useTranslation();
  return (
    <div className="filters">
      <Input
        size="small"
        allowClear
        value={filter.text}
        onChange={(event) => onChange({ ...filter, text: event.target.value })}
        placeholder={t('events.search')}
        aria-label={t('events.search')}
      />
      {parts.map(([part, of]) => (
        <Select
          key={part}
          size="small"
          className="short-select"
          aria-label={t(`events.${part}`)}
          placeholder={t(`events.${part}`)}
          allowClear
          showSearch
          value={filter[part]}
          onChange={(value: string | undefined) => onChange({ ...filter, [part]: value })}
          options={choices(events, of).map((name) => ({ value: name, label: <span data-raw>{name}</span> }))}
        />
      ))}
      <FailedOnly
        size="small"
        word={t('steps.failedOnly')}
        isOn={filter.isFailedOnly}
        onChange={(isFailedOnly) => onChange({ ...filter, isFailedOnly })}
      />
    </div>
  );
}
