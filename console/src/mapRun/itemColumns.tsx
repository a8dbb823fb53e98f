import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { MapRunItem } from '../api/mapRuns.ts';
import { pathOf } from '../list/path.ts';
import type { Column } from '../list/VirtualGrid.tsx';
import { StatusTag } from '../status/StatusTag.tsx';
import { statusOf } from '../status/vocabulary.ts';
import { parseTime } from '../time/clock.ts';
import { span } from '../time/format.ts';

export function useItemColumns(flow: string): readonly Column<MapRunItem>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        key: 'index',
        title: t('scopes.index'),
        cell: ({ index, name }) => (
          <Link to={pathOf({ flow, name })} data-raw tabIndex={-1} title={name}>
            {index}
          </Link>
        ),
      },
      { key: 'status', title: t('filter.status'), cell: (item) => <StatusTag word={statusOf(item)} /> },
      {
        key: 'error',
        title: t('filter.error'),
        cell: ({ error, cause, state, damage }) =>
          damage === undefined ? (
            <span data-raw title={[state, error, cause].filter((part) => part !== undefined).join(' ')}>
              {error === undefined ? null : <code>{error}</code>} <span className="soft">{cause ?? state}</span>
            </span>
          ) : (
            <span className="fault" title={damage}>
              {t('executions.damaged')}
            </span>
          ),
      },
      {
        key: 'took',
        title: t('execution.took'),
        cell: ({ started, stopped }) =>
          stopped === undefined ? null : <span data-raw>{span(parseTime(stopped) - parseTime(started))}</span>,
      },
    ],
    [t, flow],
  );
}
