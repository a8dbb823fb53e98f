import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { ActionButton } from '../actions/ActionButton.tsx';
import { CopyAs } from '../actions/CopyAs.tsx';
import { askedFor, type ExecutionFilter, formatFilter, parseFilter, toQuery } from '../api/filter.ts';
import { useSelection } from '../list/useSelection.ts';
import { LiveWord } from '../panel/LiveWord.tsx';
import { PageHead } from '../panel/PageHead.tsx';
import { now } from '../time/clock.ts';
import { BatchDialog } from './BatchDialog.tsx';
import { ExecutionList } from './ExecutionList.tsx';
import { FilterBar } from './FilterBar.tsx';
import { idOf } from './merge.ts';
import { SelectionDialog } from './SelectionDialog.tsx';
import { useExecutions } from './useExecutions.ts';

/** Which executions there are: those that a filter leaves, as they stand now. */
export default function ExecutionsPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const filter = useMemo(() => parseFilter(search), [search]);
  const found = useExecutions(filter);
  const rows = found.asked.data ?? [];
  const selection = useSelection(() => rows.map(idOf));
  const [dialog, setDialog] = useState<'all' | 'chosen'>();
  const chosen = rows.filter((row) => selection.ids.has(idOf(row)));
  const close = () => setDialog(undefined);
  const isFaulty = filter.some((part) => part.fault !== undefined);
  const change = (after: ExecutionFilter, isTyping = false) => setSearch(formatFilter(after), { replace: isTyping });
  return (
    <>
      <PageHead title={t('nav.executions')} beside={<LiveWord liveness={found.liveness} />}>
        <CopyAs path="/executions" query={() => toQuery(filter, now())} />
        <Link to="/batches">{t('batch.all')}</Link>
        <ActionButton
          size="small"
          word={t('batch.open')}
          disabledBecause={isFaulty ? t('batch.badFilter') : undefined}
          onRun={() => setDialog('all')}
        />
      </PageHead>
      <FilterBar filter={filter} onChange={change} />
      <ExecutionList
        found={found}
        isFiltered={filter.length > 0}
        isOneFlow={askedFor(filter, 'flow') !== undefined}
        selection={selection}
        chosen={chosen.length}
        onChosen={() => setDialog('chosen')}
        onClear={() => change([])}
      />
      {dialog === 'all' ? <BatchDialog filter={filter} onClose={close} /> : null}
      {dialog === 'chosen' ? <SelectionDialog chosen={chosen} onClose={close} /> : null}
    </>
  );
}
