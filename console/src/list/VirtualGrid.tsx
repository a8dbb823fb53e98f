import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { useMedia } from '../look/useMedia.ts';
import { preferences } from '../prefs/preferences.ts';
import { GridHead } from './GridHead.tsx';
import { GridRow } from './GridRow.tsx';
import { stepOf } from './steps.ts';
import type { Selection } from './useSelection.ts';

/** A column: its title, and what stands in it. The first one holds the link of a row. */
export interface Column<T> {
  readonly key: string;
  readonly title: string;
  readonly cell: (item: T) => ReactNode;
}

interface Shown<T> {
  readonly label: string;
  /** Names the widths of the columns, in the style sheet. */
  readonly className: string;
  readonly columns: readonly Column<T>[];
  readonly items: readonly T[];
  readonly idOf: (item: T) => string;
  /** How many there are in all; undefined while that is not known. */
  readonly total?: number | undefined;
  /** Left out for a list of which none are chosen. */
  readonly selection?: Selection;
  readonly onOpen: (item: T) => void;
  /** The end of what is there is near. */
  readonly onEnd: () => void;
}

interface Place {
  readonly offset: number;
  readonly active: number;
}

/** Where each list was when it was left, by its entry in the browser's history. */
const places = new Map<string, Place>();

/** A list of any length, of which only what is in sight is drawn. Arrows, j and k go through it; Enter opens. */
export function VirtualGrid<T>(shownList: Shown<T>) {
  const { label, className, columns, items, idOf, total, selection, onOpen, onEnd } = shownList;
  const entry = useLocation().key;
  const [first] = useState(() => places.get(entry) ?? { offset: 0, active: 0 });
  const [active, setActive] = useState(first.active);
  const [isMoving, setMoving] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useMedia('(max-width: 700px)') ? 60 : preferences().density === 'dense' ? 28 : 36;
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    initialOffset: first.offset,
    // The row that has the focus stays, or the focus would be lost with it.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), Math.min(active, items.length - 1)])],
  });
  const shown = virtual.getVirtualItems();
  const last = defaultLast(shown, active);
  const isNearEnd = last >= items.length - 20;
  const end = useEffectEvent(onEnd);
  useEffect(() => {
    if (isNearEnd) {
      end();
    }
  });
  const leave = useEffectEvent(() => places.set(entry, { offset: virtual.scrollOffset ?? 0, active }));
  useEffect(() => () => void leave(), []);

  const latest = useRef(shownList);
  latest.current = shownList;
  const onSelect = useCallback((index: number, isRange: boolean) => {
    const { items: present, idOf: named, selection: chosen } = latest.current;
    const item = present[index];
    if (item !== undefined) {
      chosen?.toggle(named(item), isRange);
    }
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const item = items[active];
    if (event.ctrlKey || event.metaKey || event.altKey || (event.key.length === 1 && !preferences().letterKeys)) {
      return;
    }
    const step = stepOf(event.key, active, items.length, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight));
    const isOnRow = event.target instanceof HTMLElement && event.target.role === 'row';
    if (event.key.toLowerCase() === 'x' && item !== undefined && selection !== undefined) {
      selection.toggle(idOf(item), event.shiftKey);
    } else if (event.key === 'Enter' && item !== undefined && isOnRow) {
      onOpen(item);
    } else if (step !== undefined) {
      event.preventDefault();
      setActive(step);
      setMoving(true);
      virtual.scrollToIndex(step);
    }
  };
  return (
    <div
      ref={scroller}
      className={`grid ${className}`}
      role="grid"
      tabIndex={-1}
      aria-label={label}
      aria-rowcount={total === undefined ? -1 : total + 1}
      aria-multiselectable={selection !== undefined}
      onKeyDown={onKeyDown}
    >
      <GridHead columns={columns} isSelectable={selection !== undefined} />
      <div
        className="grid-all"
        role="presentation"
        ref={(element) => void element?.style.setProperty('height', `${virtual.getTotalSize()}px`)}
      >
        {shown.map(({ index, start, size }) => {
          const item = items[index];
          return item === undefined ? null : (
            <GridRow
              key={idOf(item)}
              item={item}
              columns={columns as readonly Column<unknown>[]}
              index={index}
              top={start}
              height={size}
              isActive={index === active}
              takesFocus={isMoving && index === active}
              isSelected={selection?.ids.has(idOf(item))}
              onActive={setActive}
              onSelect={onSelect}
            />
          );
        })}
      </div>
    </div>
  );
}

const defaultLast = (shown: readonly { index: number }[], active: number): number =>
  shown.reduce(
    (last, { index }) => (index === active ? last : Math.max(last, index)),
    shown.length === 1 ? active : -1,
  );
