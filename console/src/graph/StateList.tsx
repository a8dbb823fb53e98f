import { useTranslation } from 'react-i18next';
import { toneOf } from '../status/vocabulary.ts';
import { KindIcon } from './KindIcon.tsx';
import type { Marks } from './marks.ts';
import { inOrder, lookup, type Outline } from './outline.ts';
import { StateFact } from './StateFact.tsx';

/** The same as the graph, as a list: for small screens, and for whoever does not see. */
export function StateList({
  outline,
  marks,
  chosen,
  onChoose,
}: {
  outline: Outline;
  marks?: Marks | undefined;
  chosen: number | undefined;
  onChoose: (state: number) => void;
}) {
  const { t } = useTranslation();
  const flow = lookup(outline);
  const { depths } = flow;
  return (
    <ol className="state-list" aria-label={t('graph.list')}>
      {inOrder(flow).map((state) => {
        const mark = marks?.states.get(state.id);
        return (
          <li
            key={state.id}
            className={mark === undefined ? undefined : `tone-${toneOf(mark.word)}`}
            style={{ paddingInlineStart: (depths[state.scope] ?? 0) * 20 }}
          >
            <button type="button" aria-pressed={chosen === state.id} onClick={() => onChoose(state.id)}>
              <KindIcon kind={state.kind} />
              <span data-raw>{state.name}</span>
              <StateFact state={state} mark={mark} hasRun={marks !== undefined} />
            </button>
          </li>
        );
      })}
    </ol>
  );
}
