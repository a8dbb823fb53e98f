import { Input, Segmented, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../actions/ActionButton.tsx';
import type { Mode } from '../api/queries.ts';
import type { Outline } from '../graph/outline.ts';
import { objectFault, valueFault } from '../json/fault.ts';
import { JsonField } from '../json/JsonField.tsx';
import { ProblemText } from '../panel/ProblemText.tsx';
import { holdsOthers, statePath } from './statePath.ts';
import { TriedView } from './TriedView.tsx';
import { type Given, useTry } from './useTry.ts';

const replies = ['output', 'error'] as const;

interface Shown {
  readonly definition: string;
  readonly mode: Mode;
  readonly outline: Outline;
  readonly chosen: number | undefined;
  /** Left out where the state is settled. */
  readonly onChoose?: (state: number) => void;
  readonly first?: Partial<Given>;
  /** Why whoever is here may not; undefined when he may. */
  readonly refusal?: string | undefined;
}

/** One state alone: what becomes of an input on its way through it, with an answer that is given. */
export function TryState({ definition, mode, outline, chosen, onChoose, first, refusal }: Shown) {
  const { t } = useTranslation();
  const [given, setGiven] = useState<Given>({
    input: '{}',
    global: '{}',
    reply: 'output',
    output: '{}',
    error: '',
    ...first,
  });
  const asked = useTry(definition, mode);
  const state = outline.states[chosen ?? -1] ?? outline.states.find((each) => !holdsOthers(each.kind));
  const options = useMemo(() => outline.states.map((each) => optionOf(outline, each)), [outline]);
  const set = (part: Partial<Given>) => setGiven({ ...given, ...part });
  const isTask = state?.kind === 'Task';
  const isFit =
    state !== undefined &&
    !holdsOthers(state.kind) &&
    objectFault(given.input) === undefined &&
    objectFault(given.global) === undefined &&
    (!isTask || (given.reply === 'output' ? valueFault(given.output) === undefined : given.error.trim() !== ''));
  const run = () => {
    if (isFit && refusal === undefined) {
      asked.mutate({
        state: statePath(outline, state.id),
        given: isTask ? given : { ...given, reply: 'output', output: '{}' },
      });
    }
  };
  return (
    <form
      className="form try-state"
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          run();
        }
      }}
    >
      <p className="soft">{t('tries.text')}</p>
      {onChoose === undefined ? null : (
        <Select
          aria-label={t('tries.state')}
          showSearch={{ optionFilterProp: 'label' }}
          value={state?.id}
          onChange={onChoose}
          options={options}
          data-raw
        />
      )}
      {state !== undefined && holdsOthers(state.kind) ? <p className="fault">{t('tries.holdsOthers')}</p> : null}
      <JsonField
        word={t('steps.input')}
        value={given.input}
        fault={objectFault(given.input)}
        rows={4}
        onChange={(input) => set({ input })}
      />
      {isTask ? (
        <>
          <Segmented
            aria-label={t('tries.reply')}
            value={given.reply}
            onChange={(reply) => set({ reply })}
            options={replies.map((value) => ({ value, label: t(`tries.replies.${value}`) }))}
          />
          {given.reply === 'output' ? (
            <JsonField
              word={t('tries.output')}
              value={given.output}
              fault={valueFault(given.output)}
              rows={3}
              onChange={(output) => set({ output })}
            />
          ) : (
            <label>
              {t('tries.error')}
              <Input
                className="mono"
                value={given.error}
                placeholder="HTTP.503"
                onChange={(event) => set({ error: event.target.value })}
                data-raw
              />
            </label>
          )}
        </>
      ) : null}
      <details open={given.global !== '{}'}>
        <summary>{t('tries.global')}</summary>
        <JsonField
          word={t('tries.globalBefore')}
          value={given.global}
          fault={objectFault(given.global)}
          rows={2}
          onChange={(global) => set({ global })}
        />
      </details>
      <p>
        <ActionButton
          word={t('tries.run')}
          disabledBecause={refusal ?? (isFit ? undefined : t('tries.notFit'))}
          loading={asked.isPending}
          onRun={run}
        />
      </p>
      {asked.error === null ? null : <ProblemText problem={asked.error} />}
      {asked.data === undefined ? null : <TriedView tried={asked.data} />}
    </form>
  );
}

function optionOf(outline: Outline, state: Outline['states'][number]) {
  return { value: state.id, label: statePath(outline, state.id), disabled: holdsOthers(state.kind) };
}
