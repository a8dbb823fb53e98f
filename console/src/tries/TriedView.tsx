import { useTranslation } from 'react-i18next';
import { JsonView } from '../json/JsonView.tsx';
import { StatusTag } from '../status/StatusTag.tsx';
import { span } from '../time/format.ts';
import type { Tried } from './tried.ts';

/** How it ended, where it would go on, and the data at each station of its way. */
export function TriedView({ tried }: { tried: Tried }) {
  const { t } = useTranslation();
  const { error, cause, by, next, virtualMs, stations } = tried;
  const isTaken = error !== null && by !== null;
  return (
    <section aria-label={t('tries.result')}>
      <p className="tried-end" role="status">
        <StatusTag word={error === null ? 'succeeded' : isTaken ? 'caught' : 'failed'} />
        {next === null ? (
          <span>{t(error === null || isTaken ? 'tries.ends' : 'tries.fails')}</span>
        ) : (
          <>
            <span>{t(`tries.by.${by ?? 'Next'}`)}</span>
            <strong data-raw>{next}</strong>
          </>
        )}
        {virtualMs > 0 ? <span className="soft">{t('tries.took', { time: span(virtualMs) })}</span> : null}
      </p>
      {error === null ? null : (
        <p className="step-error tone-failed" data-raw>
          <code>{error}</code> {cause}
        </p>
      )}
      <ol className="stations">
        {stations.map(({ kind, number, text }) => {
          const word =
            number === undefined
              ? t(`tries.station.${kind}`)
              : t('tries.numbered', { number, word: t(`tries.station.${kind}`) });
          return (
            <li key={`${kind} ${number}`}>
              <h3>{word}</h3>
              <JsonView text={text} name={kind} />
            </li>
          );
        })}
        {tried.global === '{}' ? null : (
          <li>
            <h3>{t('tries.globalBehind')}</h3>
            <JsonView text={tried.global} name="global" />
          </li>
        )}
      </ol>
    </section>
  );
}
