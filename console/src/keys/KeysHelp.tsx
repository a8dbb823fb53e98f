import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { keyMap, rowKeys } from './map.ts';

export function KeysHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal open={isOpen} onCancel={onClose} footer={null} title={t('keys.title')}>
      <dl className="keys">
        {[...keyMap, ...rowKeys].map(({ keys, word }) => (
          <div key={keys}>
            <dt data-raw>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(word)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
