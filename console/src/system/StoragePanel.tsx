import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowUsage } from '../api/system.ts';
import { Empty, Panel } from '../panel/Panel.tsx';
import { number } from '../time/format.ts';
import { UsageRow } from './UsageRow.tsx';

const first = 10;

/** Which flow fills the disk, and how long what has ended is kept. */
export function StoragePanel({
  usage,
  retentionDays,
}: {
  usage: readonly FlowUsage[];
  retentionDays: number | undefined;
}) {
  const { t, i18n } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? usage : usage.slice(0, first);
  const most = usage[0]?.bytes ?? 0;
  const kept = retentionDays === undefined ? t('system.keptForEver') : t('system.keptDays', { count: retentionDays });
  return (
    <Panel title={t('system.storage')} beside={<span className="soft">{kept}</span>}>
      {usage.length === 0 ? (
        <Empty title={t('system.nothingStored')} />
      ) : (
        <table className="rows usage">
          <thead>
            <tr>
              <th scope="col">{t('filter.flow')}</th>
              <th scope="col">{t('system.bytes')}</th>
              <th scope="col" className="amount">
                {t('nav.executions')}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((each) => (
              <UsageRow key={each.flow ?? ''} usage={each} most={most} />
            ))}
          </tbody>
        </table>
      )}
      {shown.length < usage.length ? (
        <Button size="small" className="below" onClick={() => setWhole(true)}>
          {t('list.all', { number: number(usage.length, i18n.language) })}
        </Button>
      ) : null}
    </Panel>
  );
}
