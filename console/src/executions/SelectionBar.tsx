import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { number } from '../time/format.ts';

/** How many are chosen, and what is done with them. */
export function SelectionBar({ count, onOpen, onClear }: { count: number; onOpen: () => void; onClear: () => void }) {
  const { t, i18n } = useTranslation();
  return (
    <div className="selection-bar" role="status">
      <span>{t('list.chosen', { count, number: number(count, i18n.language) })}</span>
      <Button size="small" type="primary" onClick={onOpen}>
        {t('batch.chosen')}
      </Button>
      <Button size="small" type="text" onClick={onClear}>
        {t('list.letGo')}
      </Button>
    </div>
  );
}
