import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { mapRunsQuery } from '../api/mapRuns.ts';
import type { ExecutionRef } from '../api/queries.ts';
import { mapRunPathOf } from '../list/path.ts';
import { Panel } from '../panel/Panel.tsx';
import { StatusTag } from '../status/StatusTag.tsx';
import { statusOf } from '../status/vocabulary.ts';
import { number } from '../time/format.ts';

/** The way to each distributed Map of an execution; nothing for one that has none. */
export function MapRunsPanel({ of: ref, isOver }: { of: ExecutionRef; isOver: boolean }) {
  const { t, i18n } = useTranslation();
  const { data } = useQuery(mapRunsQuery(ref, isOver));
  if (data === undefined || data.items.length === 0) {
    return null;
  }
  const amount = (value: number) => number(value, i18n.language);
  return (
    <Panel title={t('mapRun.all')}>
      <ul className="execution-rows">
        {data.items.map((run) => (
          <li key={run.name}>
            <StatusTag word={statusOf(run)} />
            <Link to={mapRunPathOf(ref, run.name)} data-raw>
              {run.state ?? run.name}
            </Link>
            <span className="soft end">
              {t('mapRun.brief', {
                done: amount(run.items.succeeded + run.items.failed),
                total: amount(run.items.total),
                failed: amount(run.items.failed),
              })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
