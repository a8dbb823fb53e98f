import { afterEach, expect, test, vi } from 'vitest';
import { call, rawJson, rememberToken, urlOf } from './call.ts';
import { Problem } from './problem.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  rememberToken(undefined);
});

function answering(status: number, body: string) {
  const fetched = vi.fn(async (_url: string, _init: RequestInit) => new Response(body, { status }));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

test('names in a path are encoded, and what is empty is left out of the query', () => {
  expect(urlOf('/flows/{flow}/outline', { flow: 'a/b c' }, { qualifier: '', limit: 5 })).toBe(
    '/sluice/api/v1/flows/a%2Fb%20c/outline?limit=5',
  );
});

test('a refusal becomes a problem with all that the server said', async () => {
  answering(403, '{"code":"AccessDenied","message":"needs sluice:PutFlow","requestId":"R1"}');

  const problem = await call('GET', '/flows').catch((reason: unknown) => reason);

  expect(problem).toBeInstanceOf(Problem);
  expect(problem).toMatchObject({
    status: 403,
    code: 'AccessDenied',
    requestId: 'R1',
    isRefused: true,
    needsLogin: false,
  });
});

test('a proxy that answers with a page is a problem too', async () => {
  answering(502, '<html>bad gateway</html>');

  await expect(call('GET', '/flows')).rejects.toMatchObject({ status: 502, code: 'Http502' });
});

test('a server that does not answer is a problem, and a call that was given up is none', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await expect(call('GET', '/flows')).rejects.toMatchObject({ status: 0, code: 'Unreachable' });

  const given = AbortSignal.abort('left');
  vi.stubGlobal('fetch', () => Promise.reject(given.reason));
  await expect(call('GET', '/flows', { signal: given })).rejects.toBe('left');
});

test('only what changes something bears the token', async () => {
  const fetched = answering(200, '{}');
  rememberToken('T1');

  await call('GET', '/flows');
  await call('DELETE', '/flows/{flow}', { path: { flow: 'orders' } });

  expect(fetched.mock.calls.map(([, init]) => (init.headers as Record<string, string>)['x-sluice-csrf'])).toEqual([
    undefined,
    'T1',
  ]);
});

test('an input that somebody wrote is sent as it was written', async () => {
  const fetched = answering(200, '{}');

  await call('POST', '/flows/{flow}/executions', {
    path: { flow: 'orders' },
    body: { name: 'a"b', input: rawJson('{"id": 9223372036854775807}') },
  });

  expect(fetched.mock.calls[0]?.[1].body).toBe('{"name":"a\\"b","input":{"id": 9223372036854775807}}');
});
