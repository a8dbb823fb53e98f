import { Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { BatchAction } from '../api/batches.ts';
import { objectFault } from '../json/fault.ts';
import { JsonField } from '../json/JsonField.tsx';
import { batchActions, type Terms } from './batchOf.ts';

const definitions = ['started', 'latest'] as const;

export interface Wanted extends Required<Terms> {
  readonly action: BatchAction;
}

export const wantedFirst = (action: BatchAction): Wanted => ({ action, definition: 'started', cause: '', input: '' });

/** Where the input stops being a JSON object; undefined when it is one, is left out, or does not matter. */
export const inputFault = ({ action, input }: Wanted): number | undefined =>
  action === 'rerun' && input.trim() !== '' ? objectFault(input) : undefined;

/** What is done to executions, and what that takes. */
export function TermFields({ wanted, onChange }: { wanted: Wanted; onChange: (wanted: Wanted) => void }) {
  const { t } = useTranslation();
  const { action, definition, cause, input } = wanted;
  return (
    <>
      <Segmented
        aria-label={t('batch.what')}
        value={action}
        onChange={(value) => onChange({ ...wanted, action: value })}
        options={batchActions.map((value) => ({ value, label: t(`batch.action.${value}`) }))}
      />
      <p className="soft">{t(`batch.fits.${action}`)}</p>
      {action === 'redrive' || action === 'rerun' ? (
        <Segmented
          aria-label={t('redrive.definition')}
          value={definition}
          onChange={(value) => onChange({ ...wanted, definition: value })}
          options={definitions.map((value) => ({ value: value as string, label: t(`redrive.${value}`) }))}
        />
      ) : null}
      {action === 'stop' ? (
        <label>
          {t('batch.cause')}
          <Input
            value={cause}
            onChange={(event) => onChange({ ...wanted, cause: event.target.value })}
            autoComplete="off"
          />
        </label>
      ) : null}
      {action === 'rerun' ? (
        <JsonField
          word={t('batch.input')}
          value={input}
          fault={inputFault(wanted)}
          rows={3}
          onChange={(value) => onChange({ ...wanted, input: value })}
        />
      ) : null}
    </>
  );
}
