import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { FoundExecution } from '../api/queries.ts';
import { pathOf } from '../list/path.ts';
import type { Column } from '../list/VirtualGrid.tsx';
import { StatusTag } from '../status/StatusTag.tsx';
import { statusOf } from '../status/vocabulary.ts';
import { parseTime } from '../time/clock.ts';
import { span } from '../time/format.ts';
import { Time } from '../time/Time.tsx';

/** What a row tells: never a payload, so that a list is as quick as it is long. */
export function useColumns(isOneFlow: boolean): readonly Column<FoundExecution>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { key: 'status', title: t('filter.status'), cell: (row) => <StatusTag word={statusOf(row)} /> },
      {
        key: 'name',
        title: t('executions.execution'),
        cell: (row) => (
          <Link to={pathOf(row)} data-raw tabIndex={-1} title={`${row.flow}/${row.name}`}>
            {isOneFlow ? row.name : `${row.flow}/${row.name}`}
          </Link>
        ),
      },
      {
        key: 'error',
        title: t('filter.error'),
        cell: (row) =>
          row.damage === undefined ? (
            <span data-raw title={[row.state, row.error].filter((part) => part !== undefined).join(' ')}>
              {row.error === undefined ? null : <code>{row.error}</code>} <span className="soft">{row.state}</span>
            </span>
          ) : (
            <span className="fault" title={row.damage}>
              {t('executions.damaged')}
            </span>
          ),
      },
      { key: 'started', title: t('execution.started'), cell: (row) => <Time at={row.started} /> },
      {
        key: 'took',
        title: t('execution.took'),
        cell: (row) =>
          row.stopped === undefined ? null : (
            <span data-raw>{span(parseTime(row.stopped) - parseTime(row.started))}</span>
          ),
      },
    ],
    [t, isOneFlow],
  );
}
