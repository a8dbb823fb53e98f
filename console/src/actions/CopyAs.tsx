import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { urlOf } from '../api/call.ts';

/** The same from a terminal: what a page shows is one call. */
export function CopyAs({ path, query }: { path: string; query?: () => object }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const commandNow = () => `curl -s '${window.location.origin}${urlOf(path, {}, query?.() ?? {})}'`;
  const copy = async () => {
    await navigator.clipboard.writeText(commandNow());
    setCopied(true);
  };
  return (
    <Button size="small" title={commandNow()} onClick={() => void copy()} onBlur={() => setCopied(false)}>
      {t(copied ? 'copyAs.done' : 'copyAs.curl')}
    </Button>
  );
}
