import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../json/download.ts';

/** What the execution has met, as a test case to be kept beside its flow. */
export function AsTestDialog({ flow, text, onClose }: { flow: string; text: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <Modal
      open
      width={720}
      title={t('asTest.title')}
      onCancel={onClose}
      footer={[
        <Button key="save" onClick={() => download(`${flow}.test.yaml`, 'application/yaml', text)}>
          {t('json.download')}
        </Button>,
        <Button key="copy" type="primary" onClick={() => void copy()}>
          {t(isCopied ? 'copyAs.done' : 'json.copy')}
        </Button>,
      ]}
    >
      <p>{t('asTest.text')}</p>
      <Input.TextArea
        className="mono"
        rows={16}
        readOnly
        value={text}
        aria-label={t('asTest.title')}
        spellCheck={false}
      />
    </Modal>
  );
}
