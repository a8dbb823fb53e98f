import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { pathOf } from '../list/path.ts';
import { Panel } from '../panel/Panel.tsx';
import type { Gone } from './meanwhile.ts';

/** What has stopped waiting since the page was opened; the execution's history says who decided. */
export function GonePanel({ gone }: { gone: readonly Gone[] }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('inbox.meanwhile')}>
      <ul className="execution-rows">
        {gone.map(({ task, how }) => (
          <li key={task.id}>
            <span data-raw>{task.state}</span>
            <Link to={pathOf({ flow: task.flow, name: task.execution })} data-raw>
              {`${task.flow}/${task.execution}`}
            </Link>
            <span className="soft end">{t(`inbox.${how}`)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
