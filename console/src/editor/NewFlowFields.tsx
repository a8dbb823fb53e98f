import { Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Mode } from '../api/queries.ts';

interface Shown {
  readonly name: string;
  readonly mode: Mode;
  readonly onName: (name: string) => void;
  readonly onMode: (mode: Mode) => void;
}

const modes = ['Standard', 'Express'] as const;

/** What a new flow is called, and how its executions are run; that stays as it is. */
export function NewFlowFields({ name, mode, onName, onMode }: Shown) {
  const { t } = useTranslation();
  return (
    <>
      <Input
        className="short"
        value={name}
        onChange={(event) => onName(event.target.value)}
        placeholder={t('editor.name')}
        aria-label={t('editor.name')}
      />
      <Segmented
        aria-label={t('flows.mode')}
        value={mode}
        onChange={onMode}
        options={modes.map((value) => ({ value, label: t(`mode.${value}`) }))}
      />
    </>
  );
}
