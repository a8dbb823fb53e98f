import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { FlowUsage } from '../api/system.ts';
import { bytes, number } from '../time/format.ts';

/** What is stored of a flow, beside that of which most is stored. */
export function UsageRow({ usage, most }: { usage: FlowUsage; most: number }) {
  const { t, i18n } = useTranslation();
  const share = most === 0 ? 0 : (100 * usage.bytes) / most;
  return (
    <tr>
      <th scope="row">
        {usage.flow === null ? (
          <span className="soft">{t('system.deletedFlow')}</span>
        ) : (
          <Link to={`/flows/${encodeURIComponent(usage.flow)}`} data-raw>
            {usage.flow}
          </Link>
        )}
      </th>
      <td>
        <span className="usage-bar" aria-hidden="true">
          <span ref={(bar) => void bar?.style.setProperty('width', `${share}%`)} />
        </span>
        <span data-raw>{bytes(usage.bytes)}</span>
      </td>
      <td className="amount" data-raw>
        {number(usage.executions, i18n.language)}
      </td>
    </tr>
  );
}
