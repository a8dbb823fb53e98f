import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Batch } from '../api/batches.ts';
import { formatFilter, fromObject } from '../api/filter.ts';
import type { Column } from '../list/VirtualGrid.tsx';
import { number } from '../time/format.ts';
import { Time } from '../time/Time.tsx';
import { BatchState } from './BatchState.tsx';
import { batchPath } from './path.ts';

export function useBatchColumns(): readonly Column<Batch>[] {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const amount = (value: number) => number(value, i18n.language);
    return [
      {
        key: 'action',
        title: t('batch.what'),
        cell: ({ id, action }) => (
          <Link to={batchPath(id)} tabIndex={-1}>
            {t(`batch.action.${action}`)}
          </Link>
        ),
      },
      { key: 'state', title: t('filter.status'), cell: ({ state }) => <BatchState state={state} /> },
      {
        key: 'filter',
        title: t('batch.filter'),
        cell: ({ filter }) => {
          const text = decodeURIComponent(formatFilter(fromObject(filter)).replaceAll('+', ' '));
          return (
            <code data-raw title={text}>
              {text}
            </code>
          );
        },
      },
      {
        key: 'progress',
        title: t('batch.progress'),
        cell: ({ done, failed, expected, isExpectedExact }) => (
          <span data-raw>{`${amount(done + failed)} / ${isExpectedExact ? '' : '> '}${amount(expected)}`}</span>
        ),
      },
      { key: 'created', title: t('batch.created'), cell: ({ created }) => <Time at={created} /> },
    ];
  }, [t, i18n.language]);
}
