import { Link } from 'react-router';
import type { ExecutionBrief } from '../api/queries.ts';
import { Empty } from '../panel/Panel.tsx';
import { StatusTag } from '../status/StatusTag.tsx';
import { statusOf } from '../status/vocabulary.ts';
import { Time } from '../time/Time.tsx';
import { pathOf } from './path.ts';

export function ExecutionRows({ executions, none }: { executions: readonly ExecutionBrief[]; none: string }) {
  if (executions.length === 0) {
    return <Empty title={none} />;
  }
  return (
    <ul className="execution-rows">
      {executions.map((execution) => (
        <li key={`${execution.flow}/${execution.name}`}>
          <StatusTag word={statusOf(execution)} />
          <Link to={pathOf(execution)} data-raw>
            {execution.flow}/{execution.name}
          </Link>
          {execution.error === undefined ? null : (
            <code className="soft" data-raw>
              {execution.error}
            </code>
          )}
          <span className="soft end">
            <Time at={execution.stopped ?? execution.started} />
          </span>
        </li>
      ))}
    </ul>
  );
}
