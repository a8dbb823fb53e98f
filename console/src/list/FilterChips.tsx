import { useTranslation } from 'react-i18next';
import { beforeNow, type ExecutionFilter, type Part, statuses } from '../api/filter.ts';
import { usePreferences } from '../prefs/preferences.ts';
import { statusOf } from '../status/vocabulary.ts';
import { parseTime } from '../time/clock.ts';
import { absolute, span } from '../time/format.ts';

/** The parts of a filter, all of which hold at once. Without `onRemove` they are only shown. */
export function FilterChips({ filter, onRemove }: { filter: ExecutionFilter; onRemove?: (index: number) => void }) {
  const { t } = useTranslation();
  return (
    <ul className="chips" aria-label={t('filter.label')}>
      {filter.map((part, index) => (
        <li
          key={`${part.name}=${part.value}/${part.fault ?? ''}`}
          className={part.fault === undefined ? '' : 'chip-bad'}
        >
          <ChipText part={part} />
          {onRemove === undefined ? null : (
            <button
              type="button"
              onClick={() => onRemove(index)}
              aria-label={t('filter.remove', { name: part.name, value: part.value })}
            >
              <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
                <path d="M4 4l8 8M12 4l-8 8" stroke="currentColor" strokeWidth="2" />
              </svg>
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function ChipText({ part }: { part: Part }) {
  const { t } = useTranslation();
  if (part.fault !== undefined) {
    return (
      <span>
        <s data-raw>{`${part.name}=${part.value}`}</s> {t(`filter.fault.${part.fault}`)}
      </span>
    );
  }
  return (
    <span>
      <span className="chip-name">
        <PartWord name={part.name} />
      </span>{' '}
      <PartValue part={part} />
    </span>
  );
}

function PartWord({ name }: { name: string }) {
  const { t } = useTranslation();
  switch (name) {
    case 'flow':
    case 'status':
    case 'name':
    case 'prefix':
    case 'state':
    case 'error':
    case 'retrying':
    case 'waiting':
    case 'from':
    case 'to':
      return <>{t(`filter.${name}`)}</>;
    default:
      return <span data-raw>{name.replace(/^key\./, '')}</span>;
  }
}

function PartValue({ part: { name, value } }: { part: Part }) {
  const { t, i18n } = useTranslation();
  const { zone } = usePreferences();
  if (name === 'status' && (statuses as readonly string[]).includes(value)) {
    return <>{t(`status.${statusOf({ status: value })}`)}</>;
  }
  if (name === 'retrying' || name === 'waiting') {
    return <>{t(value === 'true' ? 'filter.yes' : 'filter.no')}</>;
  }
  if (name === 'from' || name === 'to') {
    const before = beforeNow(value);
    return before === undefined ? (
      <span data-raw>{absolute(parseTime(value), i18n.language, zone)}</span>
    ) : (
      <span>{t('filter.ago', { span: span(before) })}</span>
    );
  }
  return <span data-raw>{value}</span>;
}
