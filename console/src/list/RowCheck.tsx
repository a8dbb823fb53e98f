import { useTranslation } from 'react-i18next';

/** The box by which the pointer chooses a row; the keyboard does it with x. */
export function RowCheck({ isOn, onToggle }: { isOn: boolean; onToggle: (isRange: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <label className="row-check">
      <input
        type="checkbox"
        tabIndex={-1}
        aria-label={t('list.select')}
        checked={isOn}
        onChange={(event) => onToggle(event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
      />
    </label>
  );
}
