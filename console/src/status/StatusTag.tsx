import { useTranslation } from 'react-i18next';
import { StatusIcon } from './StatusIcon.tsx';
import { type StatusWord, toneOf } from './vocabulary.ts';

export function StatusTag({ word, fact }: { word: StatusWord; fact?: string | undefined }) {
  const { t } = useTranslation();
  return (
    <span className={`tag tone-${toneOf(word)}`}>
      <StatusIcon word={word} />
      {t(`status.${word}`)}
      {fact === undefined ? null : <span className="tag-fact"> {fact}</span>}
    </span>
  );
}
