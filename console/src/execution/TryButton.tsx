import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../actions/ActionButton.tsx';
import { useRefusal } from '../actions/useRefusal.ts';
import type { OutlineState } from '../graph/outline.ts';
import type { HistoryEvent } from '../live/history.ts';
import { holdsOthers } from '../tries/statePath.ts';
import { givenTo } from './payload.ts';
import { TryDialog } from './TryDialog.tsx';
import type { Visit } from './visits.ts';

/** Tries the state of a step once more, with what it was given and what came back. */
export function TryButton({
  flow,
  visit,
  state,
  events,
}: {
  flow: string;
  visit: Visit;
  state: OutlineState;
  events: readonly HistoryEvent[];
}) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const refusal = useRefusal(flow);
  return (
    <>
      <ActionButton
        size="small"
        word={t('tries.title')}
        disabledBecause={holdsOthers(state.kind) ? t('tries.holdsOthers') : refusal('sluice:TryState')}
        onRun={() => setOpen(true)}
      />
      {isOpen ? (
        <TryDialog flow={flow} state={state} first={givenTo(visit, events)} onClose={() => setOpen(false)} />
      ) : null}
    </>
  );
}
