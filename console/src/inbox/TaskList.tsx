import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Column, VirtualGrid } from '../list/VirtualGrid.tsx';
import { Time } from '../time/Time.tsx';
import type { Task } from './items.ts';

interface Shown {
  readonly tasks: readonly Task[];
  readonly chosen: string | null;
  readonly isWhole: boolean;
  readonly onChoose: (id: string) => void;
}

export function TaskList({ tasks, chosen, isWhole, onChoose }: Shown) {
  const { t } = useTranslation();
  const columns = useMemo(
    (): readonly Column<Task>[] => [
      {
        key: 'state',
        title: t('inbox.state'),
        cell: ({ id, state }) => (
          <Link
            to={{ search: `?item=${encodeURIComponent(id)}` }}
            replace={chosen !== null}
            tabIndex={-1}
            title={state}
            aria-current={id === chosen}
            data-raw
          >
            {state}
          </Link>
        ),
      },
      {
        key: 'execution',
        title: t('executions.execution'),
        cell: ({ flow, execution }) => (
          <span data-raw title={`${flow}/${execution}`}>
            {`${flow}/${execution}`}
          </span>
        ),
      },
      { key: 'since', title: t('inbox.since'), cell: ({ since }) => <Time at={since} /> },
      {
        key: 'until',
        title: t('inbox.until'),
        cell: ({ until }) =>
          until === undefined ? <span className="soft">{t('inbox.noEnd')}</span> : <Time at={until} />,
      },
    ],
    [t, chosen],
  );
  return (
    <VirtualGrid<Task>
      label={t('nav.inbox')}
      className="inbox"
      columns={columns}
      items={tasks}
      idOf={(task) => task.id}
      total={isWhole ? tasks.length : undefined}
      onOpen={(task) => onChoose(task.id)}
      // What follows is asked for by a button: all that was read is read again with every change.
      onEnd={() => undefined}
    />
  );
}
