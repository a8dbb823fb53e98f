import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Replay, ReplayGroup } from '../api/replays.ts';
import { Empty } from '../panel/Panel.tsx';
import { StatusIcon } from '../status/StatusIcon.tsx';
import { type StatusWord, toneOf } from '../status/vocabulary.ts';
import { number } from '../time/format.ts';

const wordOf: Readonly<Record<ReplayGroup['kind'], StatusWord>> = {
  wouldNotFail: 'succeeded',
  wouldFail: 'failed',
  wouldEndOtherwise: 'caught',
  dependsOnOrder: 'waiting',
  unknown: 'notReached',
  notComparable: 'notReached',
  otherPath: 'waiting',
  otherCalls: 'waiting',
};

interface Shown {
  readonly flow: string;
  readonly replay: Replay;
  readonly onLine: (line: number) => void;
}

/** How many end the same, and what becomes of the others, alike ones together. */
export function ReplayView({ flow, replay, onLine }: Shown) {
  const { t, i18n } = useTranslation();
  const { executions, same, running, gone, groups, isComplete } = replay;
  if (executions === 0) {
    return <Empty title={t('replays.none')} />;
  }
  const word = same === executions ? 'succeeded' : 'retrying';
  const figure = (value: number) => number(value, i18n.language);
  return (
    <section aria-label={t('replays.result')}>
      <p className={`tag tone-${toneOf(word)}`} role="status">
        <StatusIcon word={word} />
        {t('replays.same', { same: figure(same), count: executions, number: figure(executions) })}
      </p>
      <p className="soft">
        {isComplete ? null : <span>{t('replays.incomplete')} </span>}
        {running === 0 ? null : <span>{t('replays.running', { count: running, number: figure(running) })} </span>}
        {gone === 0 ? null : <span>{t('replays.gone', { count: gone, number: figure(gone) })}</span>}
      </p>
      <ul className="replay-groups">
        {groups.map((group) => (
          <li key={`${group.kind} ${group.before} ${group.after} ${group.reason} ${group.line}`}>
            <Group flow={flow} group={group} onLine={onLine} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Group({ flow, group, onLine }: { flow: string; group: ReplayGroup; onLine: (line: number) => void }) {
  const { t } = useTranslation();
  const { kind, before, after, reason, line, column, count, names } = group;
  return (
    <>
      <p className={`tone-${toneOf(wordOf[kind])}`}>
        <StatusIcon word={wordOf[kind]} /> <strong>{t(`replays.kind.${kind}`, { count })}</strong>
      </p>
      <p data-raw lang="en">
        <code>{before}</code>
        {after === '' ? null : (
          <>
            {' → '}
            <code>{after}</code>
          </>
        )}{' '}
        {reason}
      </p>
      <p className="soft">
        {line === null ? null : (
          <button type="button" className="as-link" onClick={() => onLine(line)}>
            {t('replays.line', { line, column: column ?? 1 })}
          </button>
        )}{' '}
        {names.map((name) => (
          <Link key={name} to={`/executions/${encodeURIComponent(flow)}/${encodeURIComponent(name)}`} data-raw>
            {name}{' '}
          </Link>
        ))}
        {count > names.length ? t('replays.more', { count: count - names.length }) : null}
      </p>
    </>
  );
}
