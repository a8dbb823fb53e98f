import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { parseFilter } from '../api/filter.ts';
import { flowsQuery, newestQuery } from '../api/queries.ts';
import { keyMap } from '../keys/map.ts';
import { pathOf } from '../list/path.ts';
import { prefer, usePreferences } from '../prefs/preferences.ts';
import { best, executionSearch } from './matching.ts';

export interface Candidate {
  readonly id: string;
  readonly kind: 'page' | 'flow' | 'execution' | 'action';
  readonly name: string;
  readonly keys?: string;
  readonly run: () => void;
}

const pauseMs = 200;
const most = 8;

/** Everything that a search could mean: pages, actions, flows, and executions by the beginning of their name. */
export function useCandidates(search: string): readonly Candidate[] {
  const pages = usePages();
  const actions = useActions();
  const flows = useFlows();
  const executions = useFound(search);
  const named = (candidate: Candidate) => candidate.name;
  return search.trim() === ''
    ? [...pages, ...actions]
    : [...best([...pages, ...actions], named, search, most), ...best(flows, named, search, most), ...executions];
}

function usePages(): Candidate[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return keyMap.flatMap((entry): Candidate[] =>
    'path' in entry
      ? [
          {
            id: entry.path,
            kind: 'page',
            name: t(entry.word),
            keys: entry.keys,
            run: () => void navigate(entry.path),
          },
        ]
      : [],
  );
}

function useActions(): Candidate[] {
  const { t } = useTranslation();
  const { zone, theme, language } = usePreferences();
  return [
    {
      id: 'dark',
      kind: 'action',
      name: t(theme === 'dark' ? 'palette.light' : 'palette.dark'),
      run: () => prefer({ theme: theme === 'dark' ? 'light' : 'dark' }),
    },
    {
      id: 'zone',
      kind: 'action',
      name: t(zone === 'utc' ? 'palette.local' : 'palette.utc'),
      run: () => prefer({ zone: zone === 'utc' ? 'local' : 'utc' }),
    },
    {
      id: 'language',
      kind: 'action',
      name: t('palette.language'),
      run: () => prefer({ language: language === 'zh-CN' ? 'en-US' : 'zh-CN' }),
    },
  ];
}

function useFlows(): Candidate[] {
  const navigate = useNavigate();
  const flows = useInfiniteQuery(flowsQuery());
  return (flows.data ?? []).map(({ name }) => ({
    id: `flow ${name}`,
    kind: 'flow',
    name,
    run: () => void navigate(`/flows/${encodeURIComponent(name)}`),
  }));
}

function useFound(search: string): Candidate[] {
  const navigate = useNavigate();
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(search), pauseMs);
    return () => clearTimeout(timer);
  }, [search]);
  const asked = executionSearch(settled);
  const found = useQuery({
    ...newestQuery(parseFilter(new URLSearchParams(asked ?? '')), most),
    enabled: asked !== undefined,
    refetchInterval: false,
    retry: false,
  });
  return settled !== search || found.data === undefined
    ? []
    : found.data.items.map((item) => ({
        id: `execution ${item.flow}/${item.name}`,
        kind: 'execution',
        name: `${item.flow}/${item.name}`,
        run: () => void navigate(pathOf(item)),
      }));
}
