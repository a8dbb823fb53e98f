import { useTranslation } from 'react-i18next';

interface Shown {
  readonly columns: readonly { readonly key: string; readonly title: string }[];
  readonly isSelectable: boolean;
}

export function GridHead({ columns, isSelectable }: Shown) {
  const { t } = useTranslation();
  return (
    <div className="grid-head" role="row" aria-rowindex={1} tabIndex={-1}>
      {isSelectable ? (
        <div role="columnheader" tabIndex={-1} className="cell-check">
          <span className="unseen">{t('list.selected')}</span>
        </div>
      ) : null}
      {columns.map((column) => (
        <div key={column.key} role="columnheader" tabIndex={-1} className={`cell-${column.key}`}>
          {column.title}
        </div>
      ))}
    </div>
  );
}
