import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, VirtualGrid } from '../list/VirtualGrid.tsx';
import { Empty } from '../panel/Panel.tsx';
import { StatusTag } from '../status/StatusTag.tsx';
import { isBad } from '../status/vocabulary.ts';
import { span } from '../time/format.ts';
import { wordOf } from './marks.ts';
import { type Scope, scopesOf } from './scopes.ts';
import type { Run } from './useRun.ts';
import type { Visit } from './visits.ts';

/** The branches or iterations of a step, however many: how each stands, and the way into it. */
export function ScopesPanel({ visit, run, onChoose }: { visit: Visit; run: Run; onChoose: (visit: number) => void }) {
  const { t } = useTranslation();
  const [isBadOnly, setBadOnly] = useState(false);
  const scopes = useMemo(
    () => scopesOf(visit, run.visits, (each) => wordOf(each, run.steps.get(each.id), run.isOver)),
    [visit, run],
  );
  const columns = useColumns(onChoose);
  const bad = scopes.filter((scope) => isBad(scope.word));
  const shown = isBadOnly ? bad : scopes;
  const done = scopes.filter((scope) => scope.to !== undefined).length;
  return (
    <div className="scopes-panel">
      <p className="list-head">
        <span>{t('scopes.count', { count: visit.scopesEntered, done, failed: bad.length })}</span>
        <Button
          size="small"
          aria-pressed={isBadOnly}
          type={isBadOnly ? 'primary' : 'default'}
          ghost={isBadOnly}
          onClick={() => setBadOnly(!isBadOnly)}
        >
          {t('steps.failedOnly')}
        </Button>
      </p>
      {shown.length === 0 ? (
        <Empty title={t('list.nothingMatches')} />
      ) : (
        <VirtualGrid<Scope>
          label={t('scopes.label')}
          className="scopes"
          columns={columns}
          items={shown}
          idOf={(scope) => String(scope.index)}
          total={shown.length}
          onOpen={(scope) => onChoose(scope.telling.id)}
          onEnd={() => undefined}
        />
      )}
    </div>
  );
}

function useColumns(onChoose: (visit: number) => void): readonly Column<Scope>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { key: 'index', title: t('scopes.index'), cell: (scope) => <span data-raw>{scope.index}</span> },
      { key: 'status', title: t('filter.status'), cell: (scope) => <StatusTag word={scope.word} /> },
      {
        key: 'name',
        title: t('scopes.step'),
        cell: (scope) => (
          <button type="button" className="as-link" tabIndex={-1} onClick={() => onChoose(scope.telling.id)} data-raw>
            {scope.telling.name}
          </button>
        ),
      },
      {
        key: 'error',
        title: t('filter.error'),
        cell: (scope) => (scope.telling.error === undefined ? null : <code data-raw>{scope.telling.error}</code>),
      },
      {
        key: 'took',
        title: t('execution.took'),
        cell: (scope) => (scope.to === undefined ? null : <span data-raw>{span(scope.to - scope.from)}</span>),
      },
    ],
    [t, onChoose],
  );
}
