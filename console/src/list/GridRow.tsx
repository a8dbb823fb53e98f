import { memo, type ReactNode, useEffect, useRef } from 'react';

interface Shown {
  readonly item: unknown;
  readonly columns: readonly { readonly key: string; readonly cell: (item: never) => ReactNode }[];
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly isActive: boolean;
  readonly takesFocus: boolean;
  readonly onActive: (index: number) => void;
}

export const GridRow = memo(function GridRow(shown: Shown) {
  const { item, columns, index, top, height, isActive, takesFocus, onActive } = shown;
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
      tabIndex={isActive ? 0 : -1}
      style={{ transform: `translateY(${top}px)`, height }}
      onFocus={() => onActive(index)}
    >
      {columns.map((column) => (
        <div key={column.key} role="gridcell" tabIndex={-1} className={`cell-${column.key}`}>
          {column.cell(item as never)}
        </div>
      ))}
    </div>
  );
});
