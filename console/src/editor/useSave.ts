import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/call.ts';
import { parseFilter } from '../api/filter.ts';
import { keys, type Mode, newestQuery } from '../api/queries.ts';

/** What a save would meet. */
export interface Met {
  /** As it stands on the server now. */
  readonly deployed: string;
  /** Somebody else has changed it since it was opened. */
  readonly isChanged: boolean;
  readonly running: number;
  readonly isRunningExact: boolean;
}

interface Draft {
  readonly flow: string;
  readonly text: string;
  readonly mode: Mode;
  /** What it was when it was opened or saved last; undefined for a flow that is new. */
  readonly before: string | undefined;
}

/** Saves a flow: at once when that touches nobody, else once it has been said whom it touches. */
export function useSave({ flow, text, mode, before }: Draft, onSaved: () => void) {
  const client = useQueryClient();
  const [met, setMet] = useState<Met>();
  const save = useMutation({
    mutationFn: () => call('PUT', '/flows/{flow}', { path: { flow }, body: { definition: text, mode } }),
    onSuccess: (stored) => {
      setMet(undefined);
      onSaved();
      client.setQueryData(keys.flow(flow), stored);
      void client.invalidateQueries({ queryKey: keys.flows() });
      void client.invalidateQueries({ queryKey: keys.outline(flow) });
    },
  });
  const look = useMutation({
    mutationFn: async (opened: string): Promise<Met> => {
      const filter = parseFilter(new URLSearchParams({ flow, status: 'Running' }));
      const [now, found] = await Promise.all([
        call('GET', '/flows/{flow}', { path: { flow } }),
        client.fetchQuery({ ...newestQuery(filter, 1), staleTime: 0 }),
      ]);
      return {
        deployed: now.definition,
        isChanged: now.definition !== opened,
        running: found.count ?? 0,
        isRunningExact: found.isCountExact !== false,
      };
    },
    onSuccess: (found) => (found.isChanged || found.running > 0 ? setMet(found) : save.mutate()),
  });
  return {
    run: () => (before === undefined ? save.mutate() : look.mutate(before)),
    confirm: () => save.mutate(),
    cancel: () => setMet(undefined),
    met,
    isBusy: look.isPending || save.isPending,
    isSaved: save.isSuccess,
    error: look.error ?? save.error,
  };
}
