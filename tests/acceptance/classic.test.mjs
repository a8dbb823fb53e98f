// The classic language: functions, sub-flows, callbacks and a hundred iterations at once.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { connect, kinds } from './clients.mjs';
import { createFlow, ended, history } from './flows.mjs';
import { Server } from './server.mjs';
import { Service } from './service.mjs';

const { connect: connectSdk, refusal } = kinds[0];

// What the functions do: each test has one of its own, called as its name says.
const functions = {};

let service;
let server;
let client;
before(async () => {
  service = await Service.start((call, response) => functions[call.headers['x-fc-function-name']](call.body, response, call));
  server = await Server.start('--functions', `services/shop/functions/*=${service.url}`);
  client = connect(server.endpoint);
});
after(async () => {
  await server.dispose();
  await service.stop();
});

const arn = (name) => `acs:fc:::services/shop/functions/${name}`;

const json = (response, value, status = 200) => response.writeHead(status).end(JSON.stringify(value));

const start = (FlowName, ExecutionName, input = {}) =>
  client.call('StartExecution', { FlowName, ExecutionName, Input: JSON.stringify(input) });

const failure = async (flow, name) => {
  const last = (await history(client, flow, name)).at(-1);
  assert.equal(last.Type, 'ExecutionFailed');
  const { error, cause } = JSON.parse(last.EventDetail);
  return { error, cause };
};

const flow = (text) => `version: v1\ntype: flow\n${text}`;

// The worked example of the language's reference.
const pages = flow(`
timeoutSeconds: 3600
steps:
  - type: pass
    name: setup
    outputMappings:
      - {target: cursor, source: 0}
  - type: task
    name: page
    resourceArn: ${arn('fetchPage')}
    inputMappings:
      - {target: from, source: $local.cursor}
      - {target: tenant, source: $input.tenant}
    timeoutSeconds: 30
    retry:
      - errors: [FC.ResourceThrottled, FC.Unknown]
        intervalSeconds: 2
        maxAttempts: 4
        multiplier: 1.5
        maxIntervalSeconds: 5
    catch:
      - {errors: [TenantGone], goto: gone}
    errorMappings:
      - {target: why, source: $local.cause}
  - type: foreach
    name: items
    iterationMapping: {collection: $.rows, item: row, index: pos}
    steps:
      - type: pass
        name: one
        outputMappings: [{target: id, source: $input.row.id}]
    outputMappings: [{target: ids, source: "$local[*].id"}]
  - type: choice
    name: more
    choices:
      - {condition: $.hasMore, goto: page}
    default: {goto: done}
  - type: fail
    name: gone
    error: TenantGone
  - type: succeed
    name: done
outputMappings:
  - {target: lastIds, source: $local.ids}
  - {target: tenant, source: $input.tenant}
`);

test('the worked example fetches two pages, the first at the second try', async () => {
  const asked = [];
  functions.fetchPage = (body, response) => {
    asked.push(body);
    if (asked.length === 1) {
      json(response, { ErrorCode: 'ResourceThrottled', ErrorMessage: 'busy' }, 429);
    } else {
      json(response, { rows: [{ id: asked.length - 1 }], cursor: asked.length - 1, hasMore: asked.length < 3 });
    }
  };
  const sdk = connectSdk(server.endpoint);
  await createFlow(sdk, 'pages', pages);
  await sdk.call('StartExecution', { FlowName: 'pages', ExecutionName: 'run', Input: '{"tenant":"t"}' });

  const end = await ended(sdk, 'pages', 'run');
  assert.deepEqual([end.Status, JSON.parse(end.Output)], ['Succeeded', { lastIds: [2], tenant: 't' }]);
  assert.deepEqual(asked, [{ from: 0, tenant: 't' }, { from: 0, tenant: 't' }, { from: 1, tenant: 't' }]);

  const events = await history(sdk, 'pages', 'run');
  const failed = events.find((event) => event.Type === 'TaskFailed');
  assert.equal(JSON.parse(failed.EventDetail).error, 'FC.ResourceThrottled');
  const again = events.find((event) => event.ScheduleEventId === failed.EventId);
  assert.deepEqual([again.Type, JSON.parse(again.EventDetail).attempt], ['TaskScheduled', 2]);
  assert.ok(Date.parse(again.Time) - Date.parse(failed.Time) >= 2000);
});

test('the worked example ends where the error that the function names is caught', async () => {
  functions.fetchPage = (_, response) => json(response, { errorType: 'TenantGone', errorMessage: 'left' }, 404);
  await createFlow(client, 'gone', pages);
  await start('gone', 'run', { tenant: 't' });

  assert.equal((await ended(client, 'gone', 'run')).Status, 'Failed');
  assert.deepEqual(await failure('gone', 'run'), { error: 'TenantGone', cause: '' });
  const exited = (await history(client, 'gone', 'run'))
    .find((event) => event.Type === 'StepExited' && event.StepName === 'page');
  const { goto, local } = JSON.parse(exited.EventDetail);
  assert.equal(goto, 'gone');
  assert.equal(JSON.parse(local.why).errorMessage, 'left');
});

const parent = (pattern, rest = '') => flow(`
steps:
  - type: task
    name: child
    resourceArn: acs:fnf:::flow/child
    pattern: ${pattern}
    serviceParams: {Input: $.order, ExecutionName: $.name}
    ${rest}
`);

const child = flow(`
steps:
  - type: choice
    name: known
    choices:
      - {condition: $.id < 0, goto: unknown}
      - {condition: $.id == 0, goto: slow}
    default: {goto: priced}
  - {type: fail, name: unknown, error: NoSuchOrder, cause: it is negative}
  - {type: wait, name: slow, duration: 600}
  - {type: pass, name: priced, outputMappings: [{target: total, source: $input.id}]}
`);

test('a sub-flow gives its output, its error, or only its name', async () => {
  await createFlow(client, 'child', child);
  await createFlow(client, 'waits', parent('sync'));
  await createFlow(client, 'goes-on', parent('requestResponse'));
  await start('waits', 'good', { name: 'good', order: { id: 7 } });
  await start('waits', 'bad', { name: 'bad', order: { id: -1 } });
  await start('goes-on', 'run', { name: 'slow', order: { id: 0 } });

  assert.deepEqual(JSON.parse((await ended(client, 'waits', 'good')).Output), { total: 7 });

  assert.equal((await ended(client, 'waits', 'bad')).Status, 'Failed');
  assert.deepEqual(await failure('waits', 'bad'), { error: 'NoSuchOrder', cause: 'it is negative' });

  const reply = JSON.parse((await ended(client, 'goes-on', 'run')).Output);
  assert.deepEqual(Object.keys(reply).sort(), ['FlowName', 'Name', 'RequestId', 'StartedTime']);
  assert.deepEqual([reply.FlowName, reply.Name], ['child', 'slow']);
  const running = await client.call('DescribeExecution', { FlowName: 'child', ExecutionName: 'slow' });
  assert.deepEqual([running.Status, running.StartedTime], ['Running', reply.StartedTime]);
});

test('the error of a sub-flow that is stopped can be caught by its name', async () => {
  await createFlow(client, 'catches', flow(`
steps:
  - type: task
    name: child
    action: fnf:StartExecution
    pattern: sync
    serviceParams: {FlowName: child, ExecutionName: stopped, Input: {id: 0}}
    catch: [{errors: [Recalled], goto: after}]
    errorMappings: [{target: told, source: $local.cause}]
  - {type: fail, name: never, error: NotCaught}
  - {type: pass, name: after}
outputMappings: [{target: told, source: $local.told}]
`));
  await start('catches', 'run');
  const stop = () => client.call('StopExecution', {
    FlowName: 'child', ExecutionName: 'stopped', Error: 'Recalled', Cause: 'by the shop',
  }).catch((error) => (error.code === 'ExecutionNotExists' ? stop() : Promise.reject(error)));
  await stop();
  assert.deepEqual(JSON.parse((await ended(client, 'catches', 'run')).Output), { told: 'by the shop' });

  // The name of an execution that has ended is taken.
  await start('catches', 'second');
  assert.equal((await ended(client, 'catches', 'second')).Status, 'Failed');
  assert.equal((await failure('catches', 'second')).error, 'fnf.ExecutionAlreadyExists');
});

const approval = flow(`
steps:
  - type: task
    name: ask
    resourceArn: ${arn('ask')}
    pattern: waitForCallback
    timeoutSeconds: 300
    inputMappings:
      - {target: token, source: $context.task.token}
      - {target: order, source: $input.order}
    outputMappings: [{target: decision, source: $local.decision}]
    retry: [{errors: [TryAgain], intervalSeconds: 1, maxAttempts: 1}]
    catch: [{errors: [Refused], goto: refused}]
    errorMappings: [{target: decision, source: $local.cause}]
  - {type: succeed, name: refused}
outputMappings: [{target: decision, source: $local.decision}]
`);

test('a callback task ends by a report, whatever the function itself answers', async () => {
  const given = {};
  functions.ask = (body, response) => {
    given[body.order]?.(body.token);
    json(response, { decision: 'of the function' });
  };
  const token = (order) => new Promise((resolve) => {
    given[order] = resolve;
  });
  await createFlow(client, 'approval', approval);
  const ask = async (order) => {
    const asked = token(order);
    await start('approval', order, { order });
    return asked;
  };

  const yes = await ask('yes');
  const { EventId } = await client.call('ReportTaskSucceeded', { TaskToken: yes, Output: '{"decision":"yes"}' });
  assert.deepEqual(JSON.parse((await ended(client, 'approval', 'yes')).Output), { decision: 'yes' });
  const events = await history(client, 'approval', 'yes');
  assert.equal(events[EventId - 1].Type, 'TaskSucceeded');
  const late = client.call('ReportTaskFailed', { TaskToken: yes, Error: 'Refused' });
  await assert.rejects(late, { code: 'TaskAlreadyCompleted' });

  const no = await ask('no');
  await client.call('ReportTaskFailed', { TaskToken: no, Error: 'Refused', Cause: 'too dear' });
  assert.deepEqual(JSON.parse((await ended(client, 'approval', 'no')).Output), { decision: 'too dear' });

  // Each attempt has a token of its own, and the old one is worth nothing.
  const first = await ask('twice');
  const next = token('twice');
  await client.call('ReportTaskFailed', { TaskToken: first, Error: 'TryAgain' });
  const second = await next;
  assert.notEqual(second, first);
  await assert.rejects(
    client.call('ReportTaskSucceeded', { TaskToken: first, Output: '{}' }), { code: 'TaskAlreadyCompleted' });
  await client.call('ReportTaskSucceeded', { TaskToken: second, Output: '{"decision":"at last"}' });
  assert.deepEqual(JSON.parse((await ended(client, 'approval', 'twice')).Output), { decision: 'at last' });
});

test('a foreach runs a hundred iterations at once and queues the others', async () => {
  let running = 0;
  let most = 0;
  const held = [];
  functions.each = (body, response) => {
    running++;
    most = Math.max(most, running);
    held.push(() => {
      running--;
      json(response, { square: body.n * body.n });
    });
    if (running === 100) {
      held.splice(0).forEach((answer) => answer());
    }
  };
  await createFlow(client, 'squares', flow(`
steps:
  - type: foreach
    name: all
    iterationMapping: {collection: $.items, item: item, index: place}
    steps:
      - type: task
        name: square
        resourceArn: ${arn('each')}
        inputMappings: [{target: n, source: $input.item.n}]
    outputMappings: [{target: squares, source: "$local[*].square"}]
`));
  const items = Array.from({ length: 200 }, (_, n) => ({ n }));
  await start('squares', 'run', { items });

  const end = await ended(client, 'squares', 'run');
  assert.equal(end.Status, 'Succeeded', JSON.stringify((await history(client, 'squares', 'run')).at(-1)));
  assert.deepEqual(JSON.parse(end.Output), { squares: items.map(({ n }) => n * n) });
  assert.equal(most, 100);
});

test('a definition can be replaced, and an execution keeps the one it began with', async () => {
  await createFlow(client, 'replaced', flow('steps: [{type: wait, name: w, duration: 2}]\noutputMappings: [{target: v, source: 1}]'));
  await start('replaced', 'old');
  await client.call('UpdateFlow', {
    Name: 'replaced', Definition: flow('steps: [{type: pass, name: p}]\noutputMappings: [{target: v, source: 2}]'),
  });
  await start('replaced', 'new');

  assert.deepEqual(JSON.parse((await ended(client, 'replaced', 'new')).Output), { v: 2 });
  assert.deepEqual(JSON.parse((await ended(client, 'replaced', 'old')).Output), { v: 1 });
});

test('a definition that is refused names the key, the step and the place', async () => {
  const sdk = connectSdk(server.endpoint);
  const error = await createFlow(sdk, 'bad', flow('steps:\n  - type: pass\n    name: one\n    next: two\n')).catch(refusal);
  assert.deepEqual([error.code, error.status], ['InvalidArgument', 400]);
  assert.match(error.message, /next/);
  assert.match(error.message, /one/);
  assert.match(error.message, /6/);
});
