import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatFilter, parseFilter } from '../api/filter.ts';
import { newestQuery } from '../api/queries.ts';
import { Answered, Panel } from '../panel/Panel.tsx';
import { number } from '../time/format.ts';
import { ExecutionRows } from './ExecutionRows.tsx';

const most = 8;

/** The newest executions of a filter, how many there are, and the way to all of them. */
export function FoundPanel({ title, filter: text, none }: { title: string; filter: string; none: string }) {
  const { t, i18n } = useTranslation();
  const filter = parseFilter(new URLSearchParams(text));
  const found = useQuery(newestQuery(filter, most));
  const count = found.data?.count ?? 0;
  const beside =
    count === 0 ? null : (
      <Link to={`/executions?${formatFilter(filter)}`}>
        {t(found.data?.isCountExact === false ? 'list.allMore' : 'list.all', { number: number(count, i18n.language) })}
      </Link>
    );
  return (
    <Panel title={title} beside={beside}>
      <Answered asked={found}>{(page) => <ExecutionRows executions={page.items} none={none} />}</Answered>
    </Panel>
  );
}
