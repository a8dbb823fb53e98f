import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Target } from '../api/targets.ts';
import { pathOf } from '../list/path.ts';
import { Time } from '../time/Time.tsx';

/** The last call that failed, and the way to the execution that made it. */
export function LastFailure({ failure }: { failure: NonNullable<Target['lastFailure']> }) {
  const { t } = useTranslation();
  const { code, at, flow, execution, state } = failure;
  return (
    <p className="last-failure">
      <span className="soft">{t('targets.lastFailure')}</span>
      <Time at={at} />
      <code data-raw>{code}</code>
      <Link to={pathOf({ flow, name: execution })} data-raw>
        {`${flow}/${execution}`}
      </Link>
      <span className="soft" data-raw>
        {state}
      </span>
    </p>
  );
}
