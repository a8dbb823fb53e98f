import { Input } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

interface Shown {
  readonly word: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Where it stops being JSON, from 1; 0 when it should be an object and is not; undefined when it fits. */
  readonly fault: number | undefined;
  readonly rows: number;
}

/** JSON to be written, and where it stops being that. */
export function JsonField({ word, value, onChange, fault, rows }: Shown) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <>
      <label>
        {word}
        <Input.TextArea
          className="mono"
          rows={rows}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={fault !== undefined}
          aria-describedby={fault === undefined ? undefined : id}
          spellCheck={false}
        />
      </label>
      {fault === undefined ? null : (
        <p className="fault" id={id}>
          {fault === 0 ? t('json.noObject') : t('json.noJson', { at: fault })}
        </p>
      )}
    </>
  );
}
