import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { BatchItem } from '../api/batches.ts';
import { pathOf } from '../list/path.ts';
import type { Column } from '../list/VirtualGrid.tsx';

export function useItemColumns(): readonly Column<BatchItem>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        key: 'execution',
        title: t('executions.execution'),
        cell: (item) => (
          <Link to={pathOf(item)} data-raw tabIndex={-1} title={`${item.flow}/${item.name}`}>
            {`${item.flow}/${item.name}`}
          </Link>
        ),
      },
      {
        key: 'outcome',
        title: t('batch.outcomeTitle'),
        cell: ({ outcome }) => (
          <span className={outcome === 'Failed' ? 'fault' : undefined}>{t(`batch.outcome.${outcome}`)}</span>
        ),
      },
      {
        key: 'why',
        title: t('batch.why'),
        cell: ({ flow, started, code, message }) =>
          started !== undefined ? (
            <Link to={pathOf({ flow, name: started })} data-raw tabIndex={-1}>
              {`${flow}/${started}`}
            </Link>
          ) : code === undefined ? null : (
            <span data-raw lang="en" title={message}>
              <code>{code}</code> {message}
            </span>
          ),
      },
    ],
    [t],
  );
}
