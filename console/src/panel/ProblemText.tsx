import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/problem.ts';
import { StatusIcon } from '../status/StatusIcon.tsx';

/** What failed: the server's own sentence, by which name its log knows it, and a way to try again. */
export function ProblemText({ problem, onRetry }: { problem: Error; onRetry?: () => void }) {
  const { t } = useTranslation();
  const known = problem instanceof Problem ? problem : undefined;
  return (
    <div className="problem" role="alert">
      <StatusIcon word="failed" />
      <div>
        <p>
          <strong>
            {t(known === undefined ? 'problem.broken' : known.status === 0 ? 'problem.unreachable' : 'problem.refused')}
          </strong>{' '}
          {known?.status === 0 ? null : (
            <span lang="en" data-raw>
              {problem.message}
            </span>
          )}
        </p>
        {known === undefined || known.status === 0 ? null : (
          <p className="soft" data-raw>
            <code>{known.code}</code> {known.requestId}
          </p>
        )}
        {onRetry === undefined ? null : (
          <Button size="small" onClick={onRetry}>
            {t('problem.retry')}
          </Button>
        )}
      </div>
    </div>
  );
}
