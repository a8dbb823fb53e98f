import { memo, type ReactNode, useEffect, useRef } from 'react';
import { RowCheck } from './RowCheck.tsx';

interface Shown {
  readonly item: unknown;
  readonly columns: readonly { readonly key: string; readonly cell: (item: never) => ReactNode }[];
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly isActive: boolean;
  readonly takesFocus: boolean;
  /** Undefined for a list of which none are chosen. */
  readonly isSelected?: boolean | undefined;
  readonly onActive: (index: number) => void;
  readonly onSelect: (index: number, isRange: boolean) => void;
}

export const GridRow = memo(function GridRow(shown: Shown) {
  const { item, columns, index, top, height, isActive, takesFocus, isSelected, onActive, onSelect } = shown;
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takesFocus) {
      row.current?.focus({ preventScroll: true });
    }
  }, [takesFocus]);
  return (
    <div
      ref={row}
      className="grid-row"
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      tabIndex={isActive ? 0 : -1}
      style={{ transform: `translateY(${top}px)`, height }}
      onFocus={() => onActive(index)}
    >
      {isSelected === undefined ? null : (
        <div role="gridcell" tabIndex={-1} className="cell-check">
          <RowCheck isOn={isSelected} onToggle={(isRange) => onSelect(index, isRange)} />
        </div>
      )}
      {columns.map((column) => (
        <div key={column.key} role="gridcell" tabIndex={-1} className={`cell-${column.key}`}>
          {column.cell(item as never)}
        </div>
      ))}
    </div>
  );
});
