import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { FoundExecution } from '../api/queries.ts';
import { pathOf } from '../list/path.ts';
import type { Selection } from '../list/useSelection.ts';
import { VirtualGrid } from '../list/VirtualGrid.tsx';
import { Answered, Empty } from '../panel/Panel.tsx';
import { number } from '../time/format.ts';
import { useColumns } from './columns.tsx';
import { idOf } from './merge.ts';
import { SelectionBar } from './SelectionBar.tsx';
import type { useExecutions } from './useExecutions.ts';

/** So many pages without one that matches are looked through unasked; a rare one may lie far back. */
const mostUnasked = 20;

interface Shown {
  readonly found: ReturnType<typeof useExecutions>;
  readonly isFiltered: boolean;
  readonly isOneFlow: boolean;
  readonly selection: Selection;
  /** How many of them are in the list. */
  readonly chosen: number;
  readonly onChosen: () => void;
  readonly onClear: () => void;
}

export function ExecutionList({ found, isFiltered, isOneFlow, selection, chosen, onChosen, onClear }: Shown) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const columns = useColumns(isOneFlow);
  const { asked, hasMore, isAsking, pageCount, more } = found;
  const mayGoOn =
    hasMore && !isAsking && asked.error === null && pageCount <= (asked.data?.length ?? 0) / 10 + mostUnasked;
  return (
    <Answered asked={asked} rows={10}>
      {(rows) => (
        <>
          {chosen > 0 ? (
            <SelectionBar count={chosen} onOpen={onChosen} onClear={selection.clear} />
          ) : (
            <ListHead found={found} rows={rows.length} />
          )}
          {rows.length === 0 && !hasMore ? (
            <Nothing isFiltered={isFiltered} onClear={onClear} />
          ) : (
            <div className={found.isOld ? 'is-old' : ''}>
              <VirtualGrid<FoundExecution>
                label={t('nav.executions')}
                className="executions"
                columns={columns}
                items={rows}
                idOf={idOf}
                total={found.isCountExact ? found.count : undefined}
                selection={selection}
                onOpen={(row) => void navigate(pathOf(row))}
                onEnd={() => mayGoOn && more()}
              />
            </div>
          )}
          {hasMore && !isAsking && !mayGoOn ? <Button onClick={more}>{t('executions.further')}</Button> : null}
        </>
      )}
    </Answered>
  );
}

function ListHead({ found, rows }: { found: Shown['found']; rows: number }) {
  const { t, i18n } = useTranslation();
  const { count, isCountExact, news } = found;
  return (
    <p className="list-head">
      <span className="soft" role="status">
        {count === undefined
          ? null
          : isCountExact
            ? t('executions.count', { count, number: number(Math.max(count, rows), i18n.language) })
            : t('executions.countMore', { number: number(count, i18n.language) })}
      </span>
      {news.fresh.length === 0 ? null : (
        <Button size="small" type="primary" ghost onClick={() => void found.showNews()}>
          {news.hasGap
            ? t('executions.newMany', { count: news.fresh.length })
            : t('executions.new', { count: news.fresh.length })}
        </Button>
      )}
    </p>
  );
}

function Nothing({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const { t } = useTranslation();
  return isFiltered ? (
    <Empty title={t('executions.nothingMatches')}>
      <Button onClick={onClear}>{t('list.clear')}</Button>
    </Empty>
  ) : (
    <Empty title={t('executions.none')}>
      <Link to="/examples">{t('flows.tryExample')}</Link>
      <Link to="/flows">{t('executions.toFlows')}</Link>
    </Empty>
  );
}
