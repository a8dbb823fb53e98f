// Sluice's own API, called as the vendor's clients call an API of the ROA style, and as its page shows it.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';

import { hello } from './flows.mjs';
import { Server, keys } from './server.mjs';

const require = createRequire(import.meta.url);
const openapiClient = require('@alicloud/openapi-client');
const openapiCore = require('@alicloud/openapi-core');
const teaUtil = require('@alicloud/tea-util');
const darabonba = require('@darabonba/typescript');

const libraries = [
  ['openapi-client', { Client: openapiClient.default, ...openapiClient, RuntimeOptions: teaUtil.RuntimeOptions }],
  ['openapi-core', { Client: openapiCore.default, ...openapiCore.$OpenApiUtil, RuntimeOptions: darabonba.RuntimeOptions }],
];

let server;
before(async () => {
  server = await Server.start();
});
after(() => server.dispose());

function connect(library, key = keys) {
  const client = new library.Client(new library.Config({
    accessKeyId: key.id,
    accessKeySecret: key.secret,
    endpoint: server.endpoint,
    protocol: 'http',
    signatureAlgorithm: 'ACS3-HMAC-SHA256',
  }));
  return async (action, method, path, { query, body } = {}) => (await client.callApi(
    new library.Params({
      action,
      version: 'v1',
      protocol: 'http',
      pathname: `/sluice/api/v1${path}`,
      method,
      authType: 'AK',
      style: 'ROA',
      reqBodyType: 'json',
      bodyType: 'json',
    }),
    new library.OpenApiRequest({ query, body }),
    new library.RuntimeOptions({ readTimeout: 30_000, connectTimeout: 30_000 }))).body;
}

for (const [name, library] of libraries) {
  describe(`${name}, ROA signed with ACS3`, () => {
    test('puts a flow, starts it, and reads what happened', async () => {
      const call = connect(library);
      const flow = `roa-${name}`;
      const put = await call('PutFlow', 'PUT', `/flows/${flow}`, { body: { definition: hello, description: 'größer & +' } });
      assert.equal(put.description, 'größer & +');

      await call('StartExecution', 'POST', `/flows/${flow}/executions`, { body: { name: 'first', input: { name: 'Ada' } } });
      const page = await call('ListExecutionEvents', 'GET', `/executions/${flow}/first/events`, { query: { limit: '1', after: '0' } });
      assert.deepEqual([page.items.length, page.items[0].Type], [1, 'ExecutionStarted']);

      const list = await call('ListFlows', 'GET', '/flows', { query: { limit: '100' } });
      assert.ok(list.items.some((item) => item.name === flow));
    });

    test('is told what is wrong, and refused with a wrong secret', async () => {
      await assert.rejects(
        connect(library)('GetFlow', 'GET', '/flows/nobody-has-it'), (error) => /FlowNotExists/.test(JSON.stringify(error) + error.code));
      await assert.rejects(
        connect(library, { ...keys, secret: 'wrong' })('ListFlows', 'GET', '/flows'),
        (error) => /SignatureNotMatch/.test(JSON.stringify(error) + error.code));
    });
  });
}
