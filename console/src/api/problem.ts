import type { components } from './schema.gen.ts';

export type Diagnostic = components['schemas']['Diagnostic'];

/** A call that did not succeed, whatever the reason; what a panel shows in place of its content. */
export class Problem extends Error {
  /** Of the answer; 0 when there was none. */
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  readonly diagnostics: readonly Diagnostic[];

  constructor(
    status: number,
    code: string,
    message: string,
    requestId?: string,
    diagnostics: readonly Diagnostic[] = [],
  ) {
    super(message);
    [this.status, this.code, this.requestId, this.diagnostics] = [status, code, requestId, diagnostics];
  }

  /** Nobody is logged in, or not any more. */
  get needsLogin(): boolean {
    return this.status === 401;
  }

  get isRefused(): boolean {
    return this.status === 403;
  }
}

export const unreachable = (): Problem => new Problem(0, 'Unreachable', 'The server does not answer.');

/** What an answer with a bad status says; of one that is not the own API's as much as can be known. */
export async function problemOf(answer: Response): Promise<Problem> {
  const text = await answer.text();
  try {
    const { code, message, requestId, diagnostics } = JSON.parse(text) as components['schemas']['Error'];
    return new Problem(answer.status, code, message, requestId, diagnostics);
  } catch {
    return new Problem(answer.status, `Http${answer.status}`, answer.statusText || 'The server gave no reason.');
  }
}
