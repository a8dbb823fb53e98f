import { useMutation } from '@tanstack/react-query';
import { callForText, rawJson } from '../api/call.ts';
import type { Mode } from '../api/queries.ts';
import { type Tried, triedOf } from './tried.ts';

/** What a state is given: JSON as somebody has written it. */
export interface Given {
  readonly input: string;
  readonly global: string;
  readonly reply: 'output' | 'error';
  readonly output: string;
  readonly error: string;
}

/** Sends a state with what it is given; nothing is called, and nothing stored. */
export function useTry(definition: string, mode: Mode) {
  return useMutation({
    mutationFn: async ({ state, given }: { state: string; given: Given }): Promise<Tried> =>
      triedOf(
        await callForText('POST', '/definitions/try-state', {
          body: {
            definition,
            mode,
            state,
            input: rawJson(given.input),
            global: rawJson(given.global),
            ...(given.reply === 'output' ? { output: rawJson(given.output) } : { error: given.error }),
          },
        }),
      ),
  });
}
