// A server that is killed, and what must have survived: everything it has acknowledged.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { connect } from './clients.mjs';
import { approval, createFlow, ended, hello, history, sleep, sleepThenPost } from './flows.mjs';
import { Server } from './server.mjs';
import { Service } from './service.mjs';

let server;
let client;
before(async () => {
  server = await Server.start();
  client = connect(server.endpoint);
});
after(() => server.dispose());

const restart = async (end) => {
  await end();
  await server.restart();
  client = connect(server.endpoint);
};

test('a batch goes on after the server was killed, and does each execution once', async () => {
  const open = await Server.startOpen();
  try {
    const call = async (method, path, body) => (await fetch(`http://${open.endpoint}/sluice/api/v1${path}`, {
      method,
      headers: body ? { 'Content-Type': 'application/json' } : {},
      body: body && JSON.stringify(body),
    })).json();
    const definition = 'Type: StateMachine\nSpecVersion: v1\nStartAt: a\nStates: [{Name: a, Type: Fail, Code: No.Stock, Detail: none}]';
    await call('PUT', '/flows/failing', { definition });
    const names = Array.from({ length: 120 }, (_, n) => `run-${n}`);
    await Promise.all(names.map((name) => call('POST', '/flows/failing/executions', { name })));
    const { id } = await call('POST', '/batches', { action: 'redrive', filter: { flow: 'failing' } });
    let batch;
    do {
      batch = await call('GET', `/batches/${id}`);
    } while (batch.done === 0);
    assert.ok(batch.ended === undefined);
    await open.kill();
    await open.restart();
    do {
      batch = await call('GET', `/batches/${id}`);
    } while (batch.ended === undefined);
    assert.deepEqual([batch.state, batch.done, batch.failed], ['Done', names.length, 0]);
    for (const name of names) {
      const { items } = await call('GET', `/executions/failing/${name}/events`);
      assert.equal(items.filter((event) => event.Type === 'ExecutionRedriven').length, 1, name);
    }
  } finally {
    await open.dispose();
  }
});

const count = (events, type) => events.filter((event) => event.Type === type).length;

const assertWhole = (events, before = []) => {
  assert.deepEqual(events.map((event) => event.EventId), events.map((_, i) => i + 1));
  assert.deepEqual(events.slice(0, before.length), before);
  assert.equal(count(events, 'ExecutionStarted'), 1);
  assert.equal(count(events, 'ExecutionSucceeded'), 1);
};

test('waits and tasks that were under way when the server was killed are finished after its restart', async () => {
  // The first calls are never answered: they are what the crash interrupts.
  let answering = false;
  const service = await Service.start((call, response) => {
    if (answering) {
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ seen: call.body.n }));
    }
  });
  try {
    await createFlow(client, 'calling', sleepThenPost(1, service.url));
    await createFlow(client, 'napping', sleep(5));
    const names = Array.from({ length: 20 }, (_, n) => `run-${n}`);
    await Promise.all(names.flatMap((ExecutionName, n) => ['calling', 'napping'].map((FlowName) =>
      client.call('StartExecution', { FlowName, ExecutionName, Input: `{"n":${n}}` }))));
    await service.called(5);
    const before = await Promise.all(names.map((name) => history(client, 'calling', name)));

    await restart(async () => {
      await server.kill();
      answering = true;
    });

    for (const [n, name] of names.entries()) {
      const called = await ended(client, 'calling', name);
      assert.equal(called.Status, 'Succeeded', name);
      assert.deepEqual(JSON.parse(called.Output), { answer: { seen: n } });
      assertWhole(await history(client, 'calling', name), before[n]);

      assert.equal((await ended(client, 'napping', name)).Status, 'Succeeded', name);
      assertWhole(await history(client, 'napping', name));
    }

    // An interrupted attempt is made again under the same key, and an answered one is not made again.
    const keys = new Map();
    for (const { body, headers } of service.calls) {
      keys.set(body.n, (keys.get(body.n) ?? new Set()).add(headers['idempotency-key']));
    }

    assert.equal(keys.size, names.length);
    assert.ok([...keys.values()].every((used) => used.size === 1));
  } finally {
    await service.stop();
  }
});

test('every start that was acknowledged before the server was killed is there after its restart', async () => {
  await createFlow(client, 'hurry', hello);
  const acknowledged = [];
  let killed;
  await Promise.all(Array.from({ length: 300 }, async (_, n) => {
    try {
      const started = await client.call(
        'StartExecution', { FlowName: 'hurry', ExecutionName: `run-${n}`, Input: `{"name":"${n}"}` });
      acknowledged.push([n, started]);
      if (acknowledged.length === 100) {
        killed = server.kill();
      }
    } catch {
      // Not acknowledged: nothing was promised.
    }
  }));
  await restart(() => killed);

  assert.ok(acknowledged.length >= 100);
  for (const [n, started] of acknowledged) {
    const execution = await ended(client, 'hurry', `run-${n}`);
    assert.equal(execution.Status, 'Succeeded');
    assert.equal(execution.StartedTime, started.StartedTime);
    assert.deepEqual(JSON.parse(execution.Output), { greeting: `hello ${n}` });
    assertWhole(await history(client, 'hurry', `run-${n}`));
  }
});

test('a task token given out before the server was killed reports on its task after the restart', async () => {
  const service = await Service.start();
  try {
    await createFlow(client, 'approval', approval(service.url));
    await client.call('StartExecution', { FlowName: 'approval', ExecutionName: 'one', Input: '{"order":1}' });
    const [call] = await service.called(1);

    await restart(() => server.kill());
    await client.call('ReportTaskSucceeded', { TaskToken: call.body.token, Output: '{"decision":"yes"}' });

    assert.equal((await ended(client, 'approval', 'one')).Status, 'Succeeded');
    assertWhole(await history(client, 'approval', 'one'));
  } finally {
    await service.stop();
  }
});

test('a report that was acknowledged before the server was killed is kept', async () => {
  const service = await Service.start();
  try {
    await createFlow(client, 'reported', approval(service.url));
    await client.call('StartExecution', { FlowName: 'reported', ExecutionName: 'one', Input: '{"order":1}' });
    const [call] = await service.called(1);
    const report = { TaskToken: call.body.token, Output: '{"decision":"yes"}' };
    const { EventId } = await client.call('ReportTaskSucceeded', report);

    await restart(() => server.kill());

    assert.equal((await ended(client, 'reported', 'one')).Status, 'Succeeded');
    const events = await history(client, 'reported', 'one');
    assertWhole(events);
    assert.equal(events.find((event) => event.EventId === EventId).Type, 'TaskSucceeded');
    await assert.rejects(client.call('ReportTaskSucceeded', report), { code: 'TaskAlreadyCompleted' });
  } finally {
    await service.stop();
  }
});

test('flows, their changes and their deletion survive', async () => {
  await createFlow(client, 'kept', hello);
  await client.call('UpdateFlow', { Name: 'kept', Description: 'changed' });
  await createFlow(client, 'dropped', hello);
  await client.call('DeleteFlow', { Name: 'dropped' });

  await restart(() => server.kill());

  assert.equal((await client.call('DescribeFlow', { Name: 'kept' })).Description, 'changed');
  await assert.rejects(client.call('DescribeFlow', { Name: 'dropped' }), { code: 'FlowNotExists' });
});

test('a server that is asked to stop ends well, and the next one goes on', async () => {
  await createFlow(client, 'orderly', sleep(3));
  await client.call('StartExecution', { FlowName: 'orderly', ExecutionName: 'one' });
  let code;

  await restart(async () => { code = await server.stop(); });

  assert.equal(code, 0);
  assert.equal((await ended(client, 'orderly', 'one')).Status, 'Succeeded');
  assertWhole(await history(client, 'orderly', 'one'));
});

test('a schedule fires, once for its instant, though the server was killed meanwhile', async () => {
  const service = await Service.start();
  try {
    await createFlow(client, 'scheduled', sleepThenPost(1, service.url));

    // Due in a few seconds, and then not before a minute later.
    const second = (new Date().getUTCSeconds() + 3) % 60;
    const schedule = await client.call('CreateSchedule', {
      FlowName: 'scheduled', ScheduleName: 'soon', CronExpression: `${second} * * * * *`, Payload: '{"key":"value"}',
    });
    await restart(() => server.kill());

    const [{ body }] = await service.called(1);
    assert.deepEqual([body.triggerName, body.payload], ['soon', { key: 'value' }]);
    assert.match(body.triggerTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.equal(new Date(body.triggerTime).getUTCSeconds(), second);

    const name = `schedule-${schedule.ScheduleId}-${body.triggerTime.replaceAll(/[-:]/g, '')}`;
    await restart(() => server.kill());
    assert.equal((await ended(client, 'scheduled', name)).Status, 'Succeeded');
    assertWhole(await history(client, 'scheduled', name));
    assert.deepEqual(JSON.parse((await client.call('DescribeSchedule', {
      FlowName: 'scheduled', ScheduleName: 'soon',
    })).Payload), { key: 'value' });
  } finally {
    await service.stop();
  }
});
