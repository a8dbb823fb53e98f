import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../list/VirtualGrid.tsx';
import { span } from '../time/format.ts';
import { Time } from '../time/Time.tsx';
import { type CallRecord, namesOf } from './calls.ts';

export function useCallColumns(): readonly Column<CallRecord>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { key: 'time', title: t('calls.time'), cell: ({ time }) => <Time at={time} /> },
      {
        key: 'operation',
        title: t('calls.operation'),
        cell: ({ operation, requestId }) => (
          <span data-raw title={requestId}>
            {operation}
          </span>
        ),
      },
      {
        key: 'caller',
        title: t('calls.caller'),
        cell: ({ caller, accessKeyId, sourceIp }) => (
          <span data-raw title={[caller, accessKeyId, sourceIp].filter((part) => part !== '').join(' · ')}>
            {caller.slice(caller.lastIndexOf(':') + 1)}
          </span>
        ),
      },
      {
        key: 'names',
        title: t('calls.names'),
        cell: (row) => (
          <code data-raw title={namesOf(row)}>
            {namesOf(row)}
          </code>
        ),
      },
      {
        key: 'code',
        title: t('calls.code'),
        cell: ({ code, status }) => (
          <span data-raw className={code === 'Success' ? undefined : 'fault'} title={String(status)}>
            {code}
          </span>
        ),
      },
      {
        key: 'took',
        title: t('calls.took'),
        cell: ({ milliseconds }) => <span data-raw>{span(milliseconds)}</span>,
      },
    ],
    [t],
  );
}
