import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Flow } from '../api/queries.ts';
import { StatusTag } from '../status/StatusTag.tsx';
import { statusOf } from '../status/vocabulary.ts';
import { Time } from '../time/Time.tsx';

export const FlowRow = memo(function FlowRow({ flow }: { flow: Flow }) {
  const { t } = useTranslation();
  const last = flow.lastExecution;
  return (
    <tr>
      <th scope="row">
        <Link to={`/flows/${flow.name}`} data-raw>
          {flow.name}
        </Link>
        {flow.description === '' ? null : (
          <div className="soft" data-raw>
            {flow.description}
          </div>
        )}
      </th>
      <td>{t(`mode.${flow.mode}`)}</td>
      <td>
        {last === undefined ? (
          <span className="soft">{t('flows.never')}</span>
        ) : (
          <Link to={`/executions/${last.flow}/${last.name}`} className="last">
            <StatusTag word={statusOf(last)} /> <Time at={last.started} />
          </Link>
        )}
      </td>
      <td>
        <Time at={flow.modified} />
      </td>
    </tr>
  );
});
