import { Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askedFor, changed, type ExecutionFilter, parseFilter, partOf } from '../api/filter.ts';

const pauseMs = 300;

/** As the address has it now: what was cleared a moment ago may not have come to the page yet. */
const present = () => parseFilter(new URLSearchParams(window.location.search));

/** The one box: what a name begins with, as it is typed; or `key=value`, which Enter adds to the filter. */
export function SearchBox({
  filter,
  onChange,
}: {
  filter: ExecutionFilter;
  onChange: (filter: ExecutionFilter, isTyping?: boolean) => void;
}) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const settle = (text: string) => {
    setDraft(undefined);
    onChange(changed(present(), 'prefix', text.trim() === '' ? undefined : text.trim()), true);
  };
  const type = (text: string) => {
    clearTimeout(timer.current);
    setDraft(text);
    if (!text.includes('=')) {
      timer.current = setTimeout(settle, pauseMs, text);
    }
  };
  const enter = () => {
    clearTimeout(timer.current);
    const part = draft === undefined ? undefined : partOf(draft);
    if (part !== undefined) {
      setDraft(undefined);
      onChange(changed(present(), part.name, part.value));
    } else if (draft !== undefined && !draft.includes('=')) {
      settle(draft);
    }
  };
  return (
    <Input
      allowClear
      data-search
      value={draft ?? askedFor(filter, 'prefix') ?? ''}
      onChange={(event) => type(event.target.value)}
      onPressEnter={enter}
      placeholder={t('executions.search')}
      aria-label={t('executions.search')}
      title={t('executions.searchHelp')}
      autoComplete="off"
    />
  );
}
