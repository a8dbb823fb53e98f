// Names, stopping, listing and callbacks of executions.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { connect } from './clients.mjs';
import { approval, createFlow, ended, hello, history, pages, sleep } from './flows.mjs';
import { Server } from './server.mjs';
import { Service } from './service.mjs';

let server;
let client;
before(async () => {
  server = await Server.start();
  client = connect(server.endpoint);
});
after(() => server.dispose());

const codeOf = (call) => call.then(() => 'no error', (error) => error.code);

test('a name in use answers with the execution, and a used one is refused', async () => {
  await createFlow(client, 'names', sleep(300));
  const start = (Input) => client.call('StartExecution', { FlowName: 'names', ExecutionName: 'one', Input });

  const first = await start('{"n":1}');
  const again = await start('{"n":2}');
  assert.equal(again.StartedTime, first.StartedTime);
  assert.equal(again.Input, '{"n":1}');

  await client.call('StopExecution', { FlowName: 'names', ExecutionName: 'one' });
  assert.equal(await codeOf(start('{"n":3}')), 'ExecutionAlreadyExists');
});

test('an execution without a name gets one of its own', async () => {
  await createFlow(client, 'unnamed', hello);
  const [a, b] = [
    await client.call('StartExecution', { FlowName: 'unnamed', Input: '{"name":"a"}' }),
    await client.call('StartExecution', { FlowName: 'unnamed', Input: '{"name":"b"}' }),
  ];
  assert.match(a.Name, /^[A-Za-z0-9_-]{1,128}$/);
  assert.notEqual(a.Name, b.Name);
});

test('a stopped execution says so, once', async () => {
  await createFlow(client, 'stopping', sleep(300));
  const key = { FlowName: 'stopping', ExecutionName: 'one' };
  await client.call('StartExecution', key);
  const waiting = ended(client, 'stopping', 'one');

  const stopped = await client.call('StopExecution', { ...key, Error: 'Enough', Cause: 'no longer needed' });
  assert.equal(stopped.Status, 'Stopped');
  assert.equal((await waiting).Status, 'Stopped');
  assert.equal(await codeOf(client.call('StopExecution', key)), 'ExecutionAlreadyCompleted');

  const last = (await history(client, 'stopping', 'one')).at(-1);
  assert.equal(last.Type, 'ExecutionStopped');
  assert.deepEqual(JSON.parse(last.EventDetail), { error: 'Enough', cause: 'no longer needed', by: 'caller' });
});

test('a long poll that finds no end answers with the running execution', async () => {
  await createFlow(client, 'polling', sleep(300));
  const key = { FlowName: 'polling', ExecutionName: 'one' };
  await client.call('StartExecution', key);

  const { Status } = await client.call('DescribeExecution', { ...key, WaitTimeSeconds: 1 });
  assert.equal(Status, 'Running');
  await client.call('StopExecution', key);
});

test('executions are listed newest first, by status and by the start of their name', async () => {
  await createFlow(client, 'listing', hello);
  for (const ExecutionName of ['a1', 'a2', 'b1']) {
    await client.call('StartExecution', { FlowName: 'listing', ExecutionName, Input: '{"name":"x"}' });
    await ended(client, 'listing', ExecutionName);
  }

  const names = async (more) => (await pages(client, 'ListExecutions', { FlowName: 'listing', Limit: 1, ...more }))
    .flatMap((page) => page.Executions.map((execution) => execution.Name));
  assert.deepEqual(await names({}), ['b1', 'a2', 'a1']);
  assert.deepEqual(await names({ ExecutionNamePrefix: 'a' }), ['a2', 'a1']);
  assert.deepEqual(await names({ Status: 'Succeeded' }), ['b1', 'a2', 'a1']);
  assert.deepEqual(await names({ Status: 'Failed' }), []);
});

test('executions keep the definition they were started with', async () => {
  await createFlow(client, 'changing', sleep(2));
  const key = { FlowName: 'changing', ExecutionName: 'one' };
  await client.call('StartExecution', key);
  await client.call('UpdateFlow', { Name: 'changing', Definition: hello });

  const execution = await ended(client, 'changing', 'one');
  assert.equal(execution.Status, 'Succeeded');
  assert.equal(execution.FlowDefinition, sleep(2));
});

test('executions of a deleted flow are gone, also when its name is used again', async () => {
  await createFlow(client, 'deleted', hello);
  const key = { FlowName: 'deleted', ExecutionName: 'one' };
  await client.call('StartExecution', { ...key, Input: '{"name":"x"}' });
  await ended(client, 'deleted', 'one');
  await client.call('DeleteFlow', { Name: 'deleted' });
  assert.equal(await codeOf(client.call('DescribeExecution', key)), 'FlowNotExists');

  await createFlow(client, 'deleted', hello);
  assert.equal(await codeOf(client.call('DescribeExecution', key)), 'ExecutionNotExists');
});

test('a service that got a token reports on its task', async () => {
  const service = await Service.start();
  try {
    await createFlow(client, 'approval', approval(service.url));
    await client.call('StartExecution', { FlowName: 'approval', ExecutionName: 'one', Input: '{"order":7}' });
    const [call] = await service.called(1);
    assert.equal(call.body.order, 7);
    assert.equal(call.headers['x-fnf-http-callback-task-token'], call.body.token);

    const report = { TaskToken: call.body.token, Output: '{"decision":"yes"}' };
    const { EventId } = await client.call('ReportTaskSucceeded', report);
    const execution = await ended(client, 'approval', 'one');
    assert.equal(execution.Status, 'Succeeded');
    assert.deepEqual(JSON.parse(execution.Output), { decision: 'yes' });

    const events = await history(client, 'approval', 'one');
    const reported = events.find((event) => event.EventId === EventId);
    assert.equal(reported.Type, 'TaskSucceeded');
    assert.deepEqual(JSON.parse(reported.EventDetail), { output: { decision: 'yes' } });
    assert.equal(await codeOf(client.call('ReportTaskSucceeded', report)), 'TaskAlreadyCompleted');
  } finally {
    await service.stop();
  }
});

test('a service that got a token reports a failure', async () => {
  const service = await Service.start();
  try {
    await createFlow(client, 'refusal', approval(service.url));
    await client.call('StartExecution', { FlowName: 'refusal', ExecutionName: 'one', Input: '{"order":8}' });
    const [call] = await service.called(1);

    await client.call('ReportTaskFailed', { TaskToken: call.body.token, Error: 'Rejected', Cause: 'too dear' });
    assert.equal((await ended(client, 'refusal', 'one')).Status, 'Failed');
    const last = (await history(client, 'refusal', 'one')).at(-1);
    const { error, cause, step } = JSON.parse(last.EventDetail);
    assert.deepEqual({ error, cause, step }, { error: 'Rejected', cause: 'too dear', step: 'approve' });
  } finally {
    await service.stop();
  }
});

test('a token that nobody was given is refused', async () => {
  for (const TaskToken of ['made up', 'AAAA', '']) {
    const code = await codeOf(client.call('ReportTaskSucceeded', { TaskToken, Output: '{}' }));
    assert.ok(['InvalidArgument', 'MissingRequiredParams'].includes(code), `${TaskToken}: ${code}`);
  }
});
