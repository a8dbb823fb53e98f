import { useTranslation } from 'react-i18next';

/** The way to the palette for whoever does not know its key. */
export function GoTo({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation();
  return (
    <search className="goto">
      <button type="button" onClick={onOpen}>
        {t('shell.goto')}
        <kbd data-raw>{'Ctrl K'}</kbd>
      </button>
    </search>
  );
}
