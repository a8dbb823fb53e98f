import { useVirtualizer } from '@tanstack/react-virtual';
import { Input } from 'antd';
import { memo, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailedOnly } from '../panel/FailedOnly.tsx';
import { Empty } from '../panel/Panel.tsx';
import { StatusIcon } from '../status/StatusIcon.tsx';
import { isBad, type StatusWord, toneOf } from '../status/vocabulary.ts';
import { now } from '../time/clock.ts';
import { span } from '../time/format.ts';
import { useNow } from '../time/Time.tsx';
import { axisOf, type Bar, barsOf } from './bars.ts';
import { inTree } from './inTree.ts';
import { wordOf } from './marks.ts';
import type { Run } from './useRun.ts';
import type { Visit } from './visits.ts';

const rowHeight = 36;

/** Each step in a row, what lies in one right behind it, with the time that each took. */
export function Waterfall({
  run,
  chosen,
  onChoose,
}: {
  run: Run;
  chosen: number | undefined;
  onChoose: (visit: number) => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [isBadOnly, setBadOnly] = useState(false);
  const words = useMemo(
    () => new Map(run.visits.map((visit) => [visit.id, wordOf(visit, run.steps.get(visit.id), run.isOver)])),
    [run],
  );
  const ordered = useMemo(() => inTree(run.visits), [run]);
  const shown = ordered.filter(
    (visit) =>
      (text === '' ||
        visit.name.toLowerCase().includes(text.toLowerCase()) ||
        (visit.error ?? '').toLowerCase().includes(text.toLowerCase())) &&
      (!isBadOnly || isBad(words.get(visit.id) ?? 'running')),
  );
  return (
    <>
      <div className="filters">
        <Input
          size="small"
          allowClear
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={t('steps.search')}
          aria-label={t('steps.search')}
        />
        <FailedOnly size="small" word={t('steps.failedOnly')} isOn={isBadOnly} onChange={setBadOnly} />
      </div>
      {shown.length === 0 ? (
        <Empty title={t(run.visits.length === 0 ? 'steps.none' : 'list.nothingMatches')} />
      ) : (
        <Rows visits={shown} all={run} words={words} chosen={chosen} onChoose={onChoose} />
      )}
    </>
  );
}

interface RowsShown {
  readonly visits: readonly Visit[];
  readonly all: Run;
  readonly words: ReadonlyMap<number, StatusWord>;
  readonly chosen: number | undefined;
  readonly onChoose: (visit: number) => void;
}

function Rows({ visits, all, words, chosen, onChoose }: RowsShown) {
  const { t } = useTranslation();
  const ticking = useNow();
  const present = all.isOver ? (all.visits.at(-1)?.to ?? now()) : ticking;
  const axis = axisOf(all.visits, present);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: visits.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  return (
    <div
      ref={scroller}
      className="waterfall"
      role="grid"
      aria-label={t('execution.steps')}
      aria-rowcount={visits.length}
      tabIndex={-1}
    >
      <div
        className="waterfall-all"
        role="presentation"
        ref={(element) => void element?.style.setProperty('height', `${virtual.getTotalSize()}px`)}
      >
        {virtual.getVirtualItems().map((item) => {
          const visit = visits[item.index];
          return visit === undefined ? null : (
            <Row
              key={visit.id}
              visit={visit}
              index={item.index}
              word={words.get(visit.id) ?? 'running'}
              bars={barsOf(visit, axis, present)}
              took={(visit.to ?? present) - visit.from}
              isChosen={visit.id === chosen}
              onChoose={onChoose}
            />
          );
        })}
      </div>
    </div>
  );
}

interface RowShown {
  readonly visit: Visit;
  readonly index: number;
  readonly word: StatusWord;
  readonly bars: readonly Bar[];
  readonly took: number;
  readonly isChosen: boolean;
  readonly onChoose: (visit: number) => void;
}

const Row = memo(function Row({ visit, index, word, bars, took, isChosen, onChoose }: RowShown) {
  const { t } = useTranslation();
  const place = visit.index === undefined ? '' : ` [${visit.index}]`;
  return (
    <div
      className={`step tone-${toneOf(word)}${isChosen ? ' step-chosen' : ''}`}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 1}
      style={{ transform: `translateY(${index * rowHeight}px)` }}
    >
      <div role="gridcell" tabIndex={-1} className="step-cell" style={{ paddingInlineStart: visit.depth * 16 }}>
        <button type="button" className="step-name" aria-pressed={isChosen} onClick={() => onChoose(visit.id)}>
          <StatusIcon word={word} />
          <span className="unseen">{t(`status.${word}`)} </span>
          <span data-raw>{`${visit.name}${place}`}</span>
        </button>
      </div>
      <div role="gridcell" tabIndex={-1} className="step-bars">
        {bars.map((bar) => (
          <span
            key={`${bar.kind}${bar.from}`}
            className={`bar bar-${bar.kind}`}
            style={{ insetInlineStart: `${bar.from * 100}%`, width: `${Math.max(0.4, (bar.to - bar.from) * 100)}%` }}
          />
        ))}
      </div>
      <div role="gridcell" tabIndex={-1} className="step-took" data-raw>
        {span(took)}
      </div>
    </div>
  );
});
