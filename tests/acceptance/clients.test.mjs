// Each client under each scheme: the life of a flow and of an execution, and errors as the client sees them.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { kinds } from './clients.mjs';
import { createFlow, ended, hello, history, pages } from './flows.mjs';
import { Server, keys } from './server.mjs';

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

let server;
before(async () => { server = await Server.start(); });
after(() => server.dispose());

for (const [number, kind] of kinds.entries()) {
  describe(kind.name, () => {
    const flow = `flow-${number}`;
    let client;
    before(() => { client = kind.connect(server.endpoint); });

    const refused = async (operation, parameters, code, status, text) => {
      const error = await client.call(operation, parameters).then(
        () => assert.fail(`${operation} was not refused`), (reason) => reason);
      const refusal = kind.refusal(error);
      assert.equal(refusal.code, code, error.message);
      assert.equal(refusal.status, status);
      assert.match(refusal.requestId, /\S/);
      assert.ok(refusal.message.includes(text), refusal.message);
    };

    test('a flow is created, shown, listed, changed and deleted', async () => {
      const definition = `${hello}# ümläut, 汉字, 😀, + & = % "quotes"\n`;
      const created = await createFlow(client, flow, definition);
      assert.equal(created.Name, flow);
      assert.equal(created.Definition, definition);
      assert.match(created.CreatedTime, time);
      assert.equal(created.LastModifiedTime, created.CreatedTime);
      assert.match(created.RequestId, /\S/);

      const shown = await client.call('DescribeFlow', { Name: flow });
      for (const member of ['Id', 'Name', 'Type', 'Description', 'Definition', 'ExecutionMode', 'CreatedTime']) {
        assert.equal(shown[member], created[member], member);
      }

      const listed = await pages(client, 'ListFlows', { Limit: 1 });
      assert.ok(listed.every((page) => page.Flows.length <= 1));
      assert.equal(listed.flatMap((page) => page.Flows).filter((item) => item.Name === flow).length, 1);

      const updated = await client.call('UpdateFlow', { Name: flow, Description: 'changed' });
      assert.equal(updated.Id, created.Id);
      assert.equal(updated.Description, 'changed');
      assert.equal(updated.Definition, definition);
      assert.equal(updated.CreatedTime, created.CreatedTime);

      const deleted = await client.call('DeleteFlow', { Name: flow });
      assert.match(deleted.RequestId, /\S/);
      await refused('DescribeFlow', { Name: flow }, 'FlowNotExists', 404, `Flow '${flow}' does not exist`);
    });

    test('an execution is started, awaited and read back page by page', async () => {
      const name = `${flow}-run`;
      await createFlow(client, name, hello);
      const Input = '{ "name": "wörld", "n": 1.0 }';
      const started = await client.call('StartExecution', { FlowName: name, ExecutionName: 'first', Input });
      assert.equal(started.FlowName, name);
      assert.equal(started.Name, 'first');
      assert.equal(started.Input, Input);
      assert.match(started.StartedTime, time);

      const execution = await ended(client, name, 'first');
      assert.equal(execution.Status, 'Succeeded');
      assert.deepEqual(JSON.parse(execution.Output), { greeting: 'hello wörld' });
      assert.equal(execution.Input, Input);
      assert.equal(execution.FlowDefinition, hello);
      assert.match(execution.StoppedTime, time);

      const whole = await history(client, name, 'first');
      const paged = await pages(
        client, 'GetExecutionHistory', { FlowName: name, ExecutionName: 'first', Limit: 2 });
      assert.deepEqual(paged.flatMap((page) => page.Events), whole);
      assert.equal(paged[0].NextToken, '3');
      assert.deepEqual(
        whole.map((event) => [event.EventId, event.ScheduleEventId, event.Type, event.StepName]),
        [
          [1, 0, 'ExecutionStarted', ''],
          [2, 1, 'StepEntered', 'hello'],
          [3, 2, 'StepStarted', 'hello'],
          [4, 3, 'StepSucceeded', 'hello'],
          [5, 4, 'StepExited', 'hello'],
          [6, 5, 'ExecutionSucceeded', ''],
        ]);
      assert.deepEqual(JSON.parse(whole[5].EventDetail), { output: { greeting: 'hello wörld' } });

      const { Executions } = await client.call('ListExecutions', { FlowName: name, Limit: 10 });
      assert.deepEqual(Executions.map((item) => [item.Name, item.Status]), [['first', 'Succeeded']]);
    });

    test('errors have code, status, sentence and request id', async () => {
      const name = `${flow}-errors`;
      await createFlow(client, name, hello);
      await refused('DescribeFlow', { Name: 'nowhere' }, 'FlowNotExists', 404, "Flow 'nowhere' does not exist");
      await refused(
        'StartExecution', { FlowName: 'nowhere' }, 'FlowNotExists', 404, "Flow 'nowhere' does not exist");
      await refused(
        'DescribeExecution', { FlowName: name, ExecutionName: 'none' }, 'ExecutionNotExists', 404,
        `Execution 'none' for flow '${name}' does not exist`);
      await refused(
        'CreateFlow', { Name: name, Definition: hello, Type: 'FDL', Description: '' },
        'FlowAlreadyExists', 409, `Flow '${name}' already exists`);
      await refused(
        'CreateFlow', { Name: '9', Definition: hello, Type: 'FDL', Description: '' }, 'InvalidArgument', 400, 'Name');
      await refused(
        'CreateFlow', { Name: `${name}-x`, Definition: 'Type: Nothing', Type: 'FDL', Description: '' },
        'InvalidArgument', 400, 'Definition');
      await refused('StartExecution', { FlowName: name, Input: '[1]' }, 'InvalidArgument', 400, 'Input');
      await refused('ListFlows', { Limit: 0 }, 'InvalidArgument', 400, 'Limit');
      await refused(
        'DescribeExecution', { FlowName: name, ExecutionName: 'none', WaitTimeSeconds: 61 },
        'InvalidArgument', 400, 'WaitTimeSeconds');
    });

    test('a wrong secret and an unknown key are refused', async () => {
      const attempt = async (key) => kind.refusal(await kind.connect(server.endpoint, key)
        .call('ListFlows', {})
        .then(() => assert.fail('the call was not refused'), (reason) => reason));

      const secret = await attempt({ id: keys.id, secret: 'wrong' });
      assert.equal(secret.code, 'SignatureNotMatch');
      assert.equal(secret.status, 403);
      const id = await attempt({ id: 'nobody', secret: keys.secret });
      assert.equal(id.code, 'InvalidAccessKeyID');
      assert.equal(id.status, 403);
      assert.ok(!`${secret.message}${id.message}`.includes(keys.secret));
    });
  });
}

test('the legacy client raises an error named after the code', async () => {
  const error = await kinds[0].connect(server.endpoint).call('DescribeFlow', { Name: 'nowhere' }).catch((e) => e);
  assert.equal(error.name, 'FlowNotExistsError');
});

test('the newest client tells the caller from the server by the name of the error', async () => {
  const kind = kinds.find((candidate) => candidate.name === 'openapi-core, RPC v1');
  const error = await kind.connect(server.endpoint).call('DescribeFlow', { Name: 'nowhere' }).catch((e) => e);
  assert.equal(error.name, 'ClientError');
  assert.match(error.message, /^FlowNotExists: code: 404, Flow 'nowhere' does not exist\. request id: \S+$/);
});
