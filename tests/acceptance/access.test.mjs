// Accounts, keys, roles and the record of calls, with the vendor's clients against a started server.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { administration, connect, kinds, sts } from './clients.mjs';
import { createFlow, hello } from './flows.mjs';
import { Server, keys } from './server.mjs';

const account = '1000000000000000';
const trustEverybody = (number) => JSON.stringify({
  Version: '1',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: `acs:ram::${number}:root` } }],
});

const settings = `
accounts:
  "${account}":
    users:
      ada:
        policies: [AliyunFnFReadOnlyAccess, AliyunSTSAssumeRoleAccess]
        accessKeys: [{ id: ada-key, secret: "\${secret:ADA_SECRET}" }]
    roles:
      runner:
        trust: ${trustEverybody(account)}
        policies: [AliyunFnFFullAccess]
  "2000000000000000":
    users:
      boss: { owner: true, accessKeys: [{ id: boss-key, secret: boss-secret }] }
`;

process.env.ADA_SECRET = 'secret-of-ada';
const ada = { id: 'ada-key', secret: 'secret-of-ada' };
const boss = { id: 'boss-key', secret: 'boss-secret' };
const role = `acs:ram::${account}:role/runner`;

let server;
before(async () => {
  server = await Server.startWith(settings);
  await createFlow(connect(server.endpoint), 'orders', hello);
});
after(() => server.dispose());

/** What a refused call tells; fails when it is not refused. */
async function refusal(kind, call) {
  return kind.refusal(await call.then(() => assert.fail('the call was not refused'), (reason) => reason));
}

function keyOf({ Credentials }) {
  return { id: Credentials.AccessKeyId, secret: Credentials.AccessKeySecret, token: Credentials.SecurityToken };
}

for (const kind of kinds) {
  describe(kind.name, () => {
    const as = (key, api) => kind.connect(server.endpoint, key, api);

    test('a user may do what the policies say, and is told what not', async () => {
      assert.equal((await as(ada).call('DescribeFlow', { Name: 'orders' })).Name, 'orders');

      const denied = await refusal(kind, as(ada).call('DeleteFlow', { Name: 'orders' }));
      assert.deepEqual([denied.code, denied.status], ['AccessDenied', 403]);
      assert.ok(denied.message.includes(
        `the caller is not authorized to perform 'fnf:DeleteFlow' on resource 'acs:fnf:cn-hangzhou:${account}:flow/orders'`),
      denied.message);
    });

    test('another account has nothing of it', async () => {
      const denied = await refusal(kind, as(boss).call('DescribeFlow', { Name: 'orders' }));
      assert.deepEqual([denied.code, denied.status], ['FlowNotExists', 404]);
      assert.deepEqual((await as(boss).call('ListFlows', {})).Flows, []);
    });

    test('temporary credentials work, narrowed by their policy', async () => {
      const client = connect(server.endpoint, ada, sts);
      const Policy = JSON.stringify({
        Version: '1', Statement: [{ Effect: 'Allow', Action: 'fnf:List*', Resource: '*' }],
      });
      const session = await client.call(
        'AssumeRole', { RoleArn: role, RoleSessionName: 'night', DurationSeconds: 900, Policy });
      assert.match(session.Credentials.AccessKeyId, /^STS\./);
      assert.match(session.Credentials.Expiration, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      assert.equal(session.AssumedRoleUser.Arn, `${role}/night`);

      const key = keyOf(session);
      assert.deepEqual((await as(key).call('ListFlows', {})).Flows.map((flow) => flow.Name), ['orders']);
      const narrowed = await refusal(kind, as(key).call('DescribeFlow', { Name: 'orders' }));
      assert.equal(narrowed.code, 'AccessDenied');
      const foreign = await refusal(kind, as({ ...key, token: `${key.token.slice(0, -4)}AAAA` }).call('ListFlows', {}));
      assert.equal(foreign.code, 'InvalidAccessKeyID');
    });
  });
}

for (const kind of kinds.slice(1)) {
  describe(`${kind.name}, administration`, () => {
    const owner = () => kind.connect(server.endpoint, keys, administration);

    test('a key is made, rotated, disabled and deleted', async () => {
      const UserName = `user-${kinds.indexOf(kind)}`;
      await owner().call('CreateUser', { UserName, Policies: '["AliyunFnFReadOnlyAccess"]' });
      const made = await owner().call('CreateAccessKey', { UserName });
      const first = { id: made.AccessKeyId, secret: made.AccessKeySecret };
      assert.equal((await kind.connect(server.endpoint, first).call('ListFlows', {})).Flows.length, 1);

      const next = await owner().call('RotateAccessKey', { UserName, UserAccessKeyId: first.id });
      const second = { id: next.AccessKeyId, secret: next.AccessKeySecret };
      assert.equal((await refusal(kind, kind.connect(server.endpoint, first).call('ListFlows', {}))).code, 'InvalidAccessKeyID');
      await kind.connect(server.endpoint, second).call('ListFlows', {});

      await owner().call('UpdateAccessKey', { UserName, UserAccessKeyId: second.id, Status: 'Inactive' });
      assert.equal((await refusal(kind, kind.connect(server.endpoint, second).call('ListFlows', {}))).code, 'InvalidAccessKeyID');
      await owner().call('DeleteAccessKey', { UserName, UserAccessKeyId: first.id });
      const { AccessKeys } = await owner().call('ListAccessKeys', { UserName });
      assert.deepEqual(AccessKeys.map((key) => [key.AccessKeyId, key.Status]), [[second.id, 'Inactive']]);
    });

    test('a role is assumed through it', async () => {
      const session = await kind.connect(server.endpoint, ada, sts)
        .call('AssumeRole', { RoleArn: role, RoleSessionName: 'by-this-client' });
      assert.equal(session.AssumedRoleUser.AssumedRoleId, 'runner:by-this-client');

      const unknown = await refusal(kind, kind.connect(server.endpoint, ada, sts)
        .call('AssumeRole', { RoleArn: `acs:ram::${account}:role/nobody`, RoleSessionName: 'by-this-client' }));
      assert.deepEqual([unknown.code, unknown.status], ['EntityNotExist.Role', 404]);
    });
  });
}

test('keys that were made outlive a power cut', async () => {
  const owner = () => connect(server.endpoint, keys, administration);
  await owner().call('CreateUser', { UserName: 'durable', Policies: '["AliyunFnFReadOnlyAccess"]' });
  const made = await owner().call('CreateAccessKey', { UserName: 'durable' });
  await server.kill();
  await server.restart();

  await connect(server.endpoint, { id: made.AccessKeyId, secret: made.AccessKeySecret }).call('ListFlows', {});
});

test('a stop writes the whole record of calls, without payloads and secrets', async () => {
  const client = connect(server.endpoint);
  await Promise.all(Array.from({ length: 50 }, (_, n) => client.call(
    'StartExecution', { FlowName: 'orders', ExecutionName: `run-${n}`, Input: '{"name":"payload"}' })));
  assert.equal(await server.stop(), 0);

  const text = await server.run('audit', '--action', 'StartExecution');
  const records = text.trim().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(
    records.map((record) => record.Names.ExecutionName).sort(),
    Array.from({ length: 50 }, (_, n) => `run-${n}`).sort());
  assert.ok(records.every((record) => record.Outcome === 'Success' && record.AccessKeyId === keys.id));
  const all = await server.run('audit');
  for (const secret of ['payload', keys.secret, ada.secret, boss.secret, 'greeting']) {
    assert.ok(!all.includes(secret), secret);
  }

  await server.restart();
  const page = await connect(server.endpoint, keys, administration)
    .call('ListAuditRecords', { ActionName: 'StartExecution', Limit: 10 });
  assert.equal(page.Records.length, 10);
  assert.ok(page.NextToken);
});
