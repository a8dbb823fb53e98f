// Express flows: the answer is the execution's end, and its record comes behind.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { connect, kinds } from './clients.mjs';
import { createFlow, hello, history, sleep } from './flows.mjs';
import { Server } from './server.mjs';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

let server;
let client;
before(async () => {
  server = await Server.start();
  client = connect(server.endpoint);
});
after(() => server.dispose());

const create = (Name, Definition) => createFlow(client, Name, Definition, 'Express');

const describe = (key) => client.call('DescribeExecution', key)
  .catch((error) => (error.code === 'ExecutionNotExists' ? describe(key) : Promise.reject(error)));

// The generated Node SDK is older than the operation; the libraries below it call any.
for (const [number, kind] of kinds.filter((each) => !each.name.startsWith('fnf SDK')).entries()) {
  test(`${kind.name}: an execution is run, and read afterwards`, async () => {
    const flow = `sync-${number}`;
    await create(flow, hello);

    const ended = await kind.connect(server.endpoint).call(
      'StartSyncExecution', { FlowName: flow, ExecutionName: 'one', Input: '{"name":"wörld"}' });
    assert.equal(ended.FlowName, flow);
    assert.match(ended.Name, new RegExp(`^one:${uuid}$`));
    assert.equal(ended.Status, 'Succeeded');
    assert.deepEqual(JSON.parse(ended.Output), { greeting: 'hello wörld' });
    assert.deepEqual([ended.ErrorCode, ended.ErrorMessage], ['', '']);
    assert.match(ended.StoppedTime, /Z$/);
    assert.equal(ended.Input, undefined);

    const described = await describe({ FlowName: flow, ExecutionName: ended.Name });
    assert.deepEqual(
      [described.Status, described.Output, described.StartedTime, described.StoppedTime],
      [ended.Status, ended.Output, ended.StartedTime, ended.StoppedTime]);
    assert.deepEqual(
      (await history(client, flow, ended.Name)).map((event) => event.EventId), [1, 2, 3, 4, 5, 6]);
  });
}

test('the same name can be used again and again, and without one both parts are made', async () => {
  await create('names', hello);
  const run = (parameters) => client.call('StartSyncExecution', { FlowName: 'names', ...parameters });
  const names = await Promise.all(
    Array.from({ length: 20 }, () => run({ ExecutionName: 'same' }).then((ended) => ended.Name)));
  assert.equal(new Set(names).size, 20);
  assert.match((await run({})).Name, new RegExp(`^${uuid}:${uuid}$`));
});

test('an Express execution starts a Standard one, and does not wait for it', async () => {
  await createFlow(client, 'long', sleep(200));
  await create('starter', `
Type: StateMachine
SpecVersion: v1
StartAt: start
States:
  - Name: start
    Type: Task
    Action: FNF:StartExecution
    Parameters: { resourceArn: 'acs:fnf:::flow/long', executionName.$: $Input.name, input: { order: 17 } }
    End: true
`);
  const run = (name) => client.call('StartSyncExecution', { FlowName: 'starter', Input: JSON.stringify({ name }) });

  const { FlowName, ExecutionName, RequestID } = JSON.parse((await run('kid')).Output);
  assert.deepEqual([FlowName, ExecutionName], ['long', 'kid']);
  assert.match(RequestID, /^[0-9A-F-]{36}$/);
  const kid = await client.call('DescribeExecution', { FlowName, ExecutionName });
  assert.deepEqual([kid.Status, JSON.parse(kid.Input)], ['Running', { order: 17 }]);

  await client.call('StopExecution', { FlowName, ExecutionName });
  assert.equal((await run('kid')).ErrorCode, 'FnF.ExecutionAlreadyExists');
});

test('a server that is told to stop answers who waits, and keeps the records', async () => {
  await create('naps', sleep(20));
  await create('quick', hello);
  const waiting = client.call('StartSyncExecution', { FlowName: 'naps', ExecutionName: 'cut' });
  const quick = await client.call('StartSyncExecution', { FlowName: 'quick' });

  const [cut, code] = await Promise.all([waiting, server.stop()]);
  assert.equal(code, 0);
  assert.deepEqual([cut.Status, cut.ErrorCode], ['Stopped', 'FnF.ExecutionStopped']);

  await server.restart();
  client = connect(server.endpoint);
  for (const [FlowName, ended] of [['naps', cut], ['quick', quick]]) {
    const kept = await client.call('DescribeExecution', { FlowName, ExecutionName: ended.Name });
    assert.equal(kept.Status, ended.Status);
  }
});

test('a server that is killed keeps whole records, or none', async () => {
  await create('hurry', hello);
  const answered = [];
  const hurry = async () => {
    for (;;) {
      const ended = await client.call('StartSyncExecution', { FlowName: 'hurry' }).catch(() => null);
      if (ended === null) {
        return;
      }

      answered.push(ended.Name);
    }
  };
  const callers = Array.from({ length: 8 }, hurry);
  while ((await client.call('ListExecutions', { FlowName: 'hurry', Limit: 1 })).Executions.length === 0) {
    // Until the first records are written: then kill it among the next ones.
  }

  await server.kill();
  await Promise.all(callers);
  await server.restart();
  client = connect(server.endpoint);

  const { Executions } = await client.call('ListExecutions', { FlowName: 'hurry', Limit: 100 });
  assert.ok(Executions.length > 0);
  for (const kept of Executions) {
    assert.equal(kept.Status, 'Succeeded');
    assert.equal((await history(client, 'hurry', kept.Name)).length, 6);
  }

  const known = new Set(answered);
  assert.ok(Executions.filter((kept) => known.has(kept.Name)).length > 0);
});
