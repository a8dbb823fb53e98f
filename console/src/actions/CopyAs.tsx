import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** The same from a terminal: what a page shows is one call. */
export function CopyAs({ path }: { path: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const command = `curl -s '${window.location.origin}/sluice/api/v1${path}'`;
  const copy = async () => {
    await navigator.clipboard.writeText(command);
    setCopied(true);
  };
  return (
    <Button size="small" title={command} onClick={() => void copy()} onBlur={() => setCopied(false)}>
      {t(copied ? 'copyAs.done' : 'copyAs.curl')}
    </Button>
  );
}
