import { heardDate, localNow } from '../time/clock.ts';
import { problemOf, unreachable } from './problem.ts';
import type { paths } from './schema.gen.ts';

const root = '/sluice/api/v1';

type Method = 'get' | 'post' | 'put' | 'delete';
type Verb = Uppercase<Method>;
type Operation<V extends Verb, P extends keyof paths> = paths[P][Lowercase<V>];

/** Paths that have this verb. */
type PathOf<V extends Verb> = {
  [P in keyof paths]: Operation<V, P> extends { responses: object } ? P : never;
}[keyof paths];

export type Answer<V extends Verb, P extends keyof paths> =
  Operation<V, P> extends { responses: { 200: { content: { 'application/json': infer A } } } } ? A : never;

type Given<O, Part extends string> = O extends { parameters: infer All }
  ? Part extends keyof All
    ? Exclude<All[Part], undefined>
    : never
  : never;
type Body<O> = O extends { requestBody: { content: { 'application/json': infer B } } }
  ? B
  : O extends { requestBody?: { content: { 'application/json': infer B } } }
    ? B
    : never;

export interface Request<V extends Verb, P extends keyof paths> {
  readonly path?: Given<Operation<V, P>, 'path'>;
  readonly query?: Given<Operation<V, P>, 'query'>;
  readonly body?: Body<Operation<V, P>>;
  readonly signal?: AbortSignal;
}

const asSent = Symbol('asSent');

/** JSON that somebody has written, for a member of a body: it is sent as it stands, with numbers of any size. */
export const rawJson = (text: string): Record<string, unknown> => ({ [asSent]: text });

function bodyOf(body: object): string {
  const members = Object.entries(body).map(([name, value]) => {
    const raw = typeof value === 'object' && value !== null ? (value as { [asSent]?: string })[asSent] : undefined;
    return `${JSON.stringify(name)}:${raw ?? JSON.stringify(value)}`;
  });
  return `{${members.join(',')}}`;
}

let csrfToken: string | undefined;

/** Kept in memory alone: another page cannot read it. */
export function rememberToken(token: string | undefined): void {
  csrfToken = token;
}

export const csrfHeader = (): Record<string, string> => (csrfToken === undefined ? {} : { 'x-sluice-csrf': csrfToken });

export function urlOf(template: string, path: object = {}, query: object = {}): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String((path as Record<string, unknown>)[name] ?? '')),
  );
  // A member that is an object stands for its own members, as OpenAPI's form style has it.
  const given = Object.entries(query)
    .flatMap(([name, value]) => (typeof value === 'object' && value !== null ? Object.entries(value) : [[name, value]]))
    .filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return `${root}${filled}${search === '' ? '' : `?${search}`}`;
}

/** One call of the own API. It throws a `Problem`, or what `signal` was aborted with. */
export async function call<V extends Verb, P extends PathOf<V>>(
  verb: V,
  template: P,
  request: Request<V, P> = {},
): Promise<Answer<V, P>> {
  return (await (await ask(verb, template, request)).json()) as Answer<V, P>;
}

/** The same call, and its answer in the text that was sent: numbers in it may be larger than JavaScript's. */
export async function callForText<V extends Verb, P extends PathOf<V>>(
  verb: V,
  template: P,
  request: Request<V, P> = {},
): Promise<string> {
  return (await ask(verb, template, request)).text();
}

const ask = <V extends Verb, P extends PathOf<V>>(verb: V, template: P, request: Request<V, P>): Promise<Response> =>
  send(urlOf(template, request.path as object | undefined, request.query as object | undefined), {
    method: verb,
    headers: {
      ...(verb === 'GET' ? {} : csrfHeader()),
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: request.body === undefined ? undefined : bodyOf(request.body as object),
    signal: request.signal,
  });

/** An answer that is a file. */
export async function callFile(url: string): Promise<Blob> {
  return (await send(url, { method: 'GET' })).blob();
}

/** An answer that goes on, to be read piece by piece. */
export const openStream = (url: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response> =>
  send(url, { method: 'GET', headers: { accept: 'text/event-stream', ...headers }, signal });

async function send(url: string, init: RequestInit): Promise<Response> {
  const asked = localNow();
  const answer = await fetch(url, { ...init, credentials: 'same-origin' }).catch((reason: unknown) => {
    throw init.signal?.aborted === true ? reason : unreachable();
  });
  heardDate(answer.headers.get('date'), asked);
  if (!answer.ok) {
    throw await problemOf(answer);
  }
  return answer;
}
