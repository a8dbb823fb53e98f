import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { FoundExecution } from '../api/queries.ts';
import { pathOf } from '../list/path.ts';
import { idOf } from './merge.ts';

export interface Outcome {
  readonly execution: FoundExecution;
  /** Why it could not be done; undefined when it was. */
  readonly problem: Error | undefined;
}

/** How far it is, and what could not be done and why, to be taken away as text. */
export function Outcomes({ outcomes, of }: { outcomes: readonly Outcome[]; of: number }) {
  const { t } = useTranslation();
  const failed = outcomes.filter((outcome) => outcome.problem !== undefined);
  const asText = () =>
    failed.map(({ execution, problem }) => `${idOf(execution)}\t${problem?.message ?? ''}`).join('\n');
  return (
    <div className="form">
      <Progress
        aria-label={t('batch.progress')}
        percent={of === 0 ? 100 : Math.floor((100 * outcomes.length) / of)}
        showInfo={false}
      />
      <p role="status">{t('batch.told', { done: outcomes.length - failed.length, failed: failed.length, of })}</p>
      {failed.length === 0 ? null : (
        <>
          <ul className="execution-rows previewed">
            {failed.map(({ execution, problem }) => (
              <li key={idOf(execution)}>
                <Link to={pathOf(execution)} data-raw>
                  {idOf(execution)}
                </Link>
                <span className="fault" data-raw lang="en">
                  {problem?.message}
                </span>
              </li>
            ))}
          </ul>
          <div>
            <Button size="small" onClick={() => void navigator.clipboard.writeText(asText())}>
              {t('json.copy')}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
