import { useTranslation } from 'react-i18next';
import type { Diagnostic } from '../api/problem.ts';
import { StatusIcon } from '../status/StatusIcon.tsx';

/** What is wrong with the text and what would be right; a click goes there. */
export function Diagnostics({
  found,
  isCurrent,
  onChoose,
}: {
  found: readonly Diagnostic[];
  isCurrent: boolean;
  onChoose: (line: number) => void;
}) {
  const { t } = useTranslation();
  const errors = found.filter((each) => each.severity === 'error').length;
  const word =
    errors > 0
      ? t('editor.errors', { count: errors })
      : found.length > 0
        ? t('editor.warnings', { count: found.length })
        : t('editor.valid');
  return (
    <div className={isCurrent ? 'diagnostics' : 'diagnostics is-old'}>
      <p className={`tag tone-${errors > 0 ? 'failed' : found.length > 0 ? 'retrying' : 'succeeded'}`} role="status">
        <StatusIcon word={errors > 0 ? 'failed' : found.length > 0 ? 'waiting' : 'succeeded'} />
        {word}
      </p>
      <ul>
        {found.map((each) => (
          <li key={`${each.line}:${each.column}:${each.code}:${each.message}`}>
            <button type="button" onClick={() => onChoose(each.line)} data-raw lang="en">
              <span className="soft">{`${each.line}:${each.column}`}</span> <code>{each.code}</code> {each.message}{' '}
              {each.hint}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
