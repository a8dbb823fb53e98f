// Queues and topics: what flows send, the vendor's own message client takes.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';

import { connect } from './clients.mjs';
import { createFlow, ended } from './flows.mjs';
import { keys, Server } from './server.mjs';

const MNS = createRequire(import.meta.url)('@alicloud/mns');

let server;
let client;
const queues = (secret = keys.secret) => new MNS('1000000000000000', {
  accessKeyID: keys.id, accessKeySecret: secret, endpoint: `http://${server.endpoint}`,
});
before(async () => {
  server = await Server.start();
  client = connect(server.endpoint);
});
after(() => server.dispose());

const start = (FlowName, ExecutionName) => client.call('StartExecution', { FlowName, ExecutionName, Input: '{}' });

const flow = (parameters, mode = 'RequestComplete') => `
Type: StateMachine
SpecVersion: v1
StartAt: send
States:
  - Name: send
    Type: Task
    Action: MNS:SendMessage
    TaskMode: ${mode}
    Parameters: ${parameters}
    End: true
`;

test('a queue is made, described, changed, listed and deleted', async () => {
  const mns = queues();
  const made = await mns.createQueue('jobs', { DelaySeconds: 0, VisibilityTimeout: 60 });
  assert.equal(made.code, 201);
  assert.match(made.headers.location, /\/queues\/jobs$/);
  assert.equal((await mns.createQueue('jobs', { DelaySeconds: 0, VisibilityTimeout: 60 })).code, 204);
  await assert.rejects(mns.createQueue('jobs', { VisibilityTimeout: 61 }), { name: /QueueAlreadyExist/ });
  await mns.setQueueAttributes('jobs', { VisibilityTimeout: 90 });
  const { body } = await mns.getQueueAttributes('jobs');
  assert.deepEqual([body.QueueName, body.VisibilityTimeout, body.ActiveMessages], ['jobs', '90', '0']);
  await mns.createQueue('jobs-2');
  assert.deepEqual((await mns.listQueue('', 10, 'jobs')).body.map((queue) => queue.QueueURL.split('/').at(-1)), ['jobs', 'jobs-2']);
  assert.equal((await mns.deleteQueue('jobs')).code, 204);
  await assert.rejects(mns.getQueueAttributes('jobs'), { name: /QueueNotExist/ });
});

test('messages are sent, looked at, received, hidden and deleted', async () => {
  const mns = queues();
  await mns.createQueue('work');
  // The client puts the body into its XML as it is.
  const sent = await mns.sendMessage('work', { MessageBody: 'first &lt;&amp;&gt; "ä"', Priority: 3 });
  assert.equal(sent.code, 201);
  assert.equal((await mns.peekMessage('work')).body.MessageBody, 'first <&> "ä"');
  const received = (await mns.receiveMessage('work')).body;
  assert.deepEqual(
    [received.MessageId, received.MessageBodyMD5, received.Priority, received.DequeueCount],
    [sent.body.MessageId, sent.body.MessageBodyMD5, '3', '1']);
  await assert.rejects(mns.receiveMessage('work'), { name: /MessageNotExist/ });
  const hidden = (await mns.changeMessageVisibility('work', received.ReceiptHandle, 1)).body;
  await assert.rejects(mns.deleteMessage('work', received.ReceiptHandle), { name: /MessageNotExist/ });
  assert.ok(Number(hidden.NextVisibleTime) > 0);
  const again = (await mns.receiveMessage('work', 10)).body;
  assert.equal(again.DequeueCount, '2');
  assert.equal((await mns.deleteMessage('work', again.ReceiptHandle)).code, 204);
  await assert.rejects(mns.deleteMessage('work', 'nonsense'), { name: /ReceiptHandleError/ });
});

test('several messages go together', async () => {
  const mns = queues();
  await mns.createQueue('batch');
  const sent = await mns.batchSendMessage('batch', ['a', 'b', 'c'].map((MessageBody) => ({ MessageBody })));
  assert.equal(sent.body.length, 3);
  assert.equal((await mns.batchPeekMessage('batch', 16)).body.length, 3);
  const received = (await mns.batchReceiveMessage('batch', 16)).body;
  assert.deepEqual(received.map((message) => message.MessageBody), ['a', 'b', 'c']);
  const handles = received.map((message) => message.ReceiptHandle);
  assert.equal((await mns.batchDeleteMessage('batch', handles.slice(0, 2))).code, 204);
  const { code, body } = await mns.batchDeleteMessage('batch', handles).catch((error) => ({ code: 404, body: [{ ErrorCode: error.name }] }));
  assert.equal(code, 404);
  assert.ok(body.length > 0);
});

test('whoever waits gets what a flow sends, once, also when the server dies', async () => {
  const mns = queues();
  await mns.createQueue('orders');
  await createFlow(client, 'order', flow('{ resourceArn: "acs:mns:::/queues/orders/messages", message: { id: 7 }, priority: 1 }'));
  const waiting = mns.receiveMessage('orders', 20);
  await start('order', 'run-1');
  const received = (await waiting).body;
  assert.deepEqual(JSON.parse(received.MessageBody), { id: 7 });
  await mns.deleteMessage('orders', received.ReceiptHandle);
  const output = JSON.parse((await ended(client, 'order', 'run-1')).Output);
  assert.deepEqual([output.MessageId, output.MessageBodyMD5], [received.MessageId, received.MessageBodyMD5]);

  await start('order', 'run-2');
  await ended(client, 'order', 'run-2');
  await server.kill();
  await server.restart();
  client = connect(server.endpoint);
  const after = (await queues().receiveMessage('orders', 20)).body;
  assert.deepEqual(JSON.parse(after.MessageBody), { id: 7 });
});

test('a worker takes a message and reports on the task that waits for it', async () => {
  const mns = queues();
  await mns.createQueue('calls');
  await createFlow(client, 'callback', flow(
    '{ resourceArn: "acs:mns:::/queues/calls/messages", message: { token.$: $Context.Current.TaskToken } }',
    'WaitForCustomCallback'));
  await start('callback', 'run');
  const received = (await mns.receiveMessage('calls', 20)).body;
  const { token } = JSON.parse(received.MessageBody);
  await client.call('ReportTaskSucceeded', { TaskToken: token, Output: '{"done":true}' });
  await mns.deleteMessage('calls', received.ReceiptHandle);
  assert.deepEqual(JSON.parse((await ended(client, 'callback', 'run')).Output), { done: true });
});

test('what is published to a topic comes to the queues that are subscribed', async () => {
  const mns = queues();
  assert.equal((await mns.createTopic('news')).code, 201);
  await mns.createQueue('readers');
  // The client has no call for subscriptions, but its request can be used.
  await mns.put('/topics/news/subscriptions/readers', 'Subscription',
    Buffer.from('<Subscription><Endpoint>acs:mns:::queues/readers</Endpoint></Subscription>'));
  await mns.publishMessage('news', { MessageBody: 'hello' });
  assert.equal((await mns.receiveMessage('readers', 10)).body.MessageBody, 'hello');
  assert.equal((await mns.getTopicAttributes('news')).body.MessageCount, '1');
  assert.deepEqual((await mns.listTopic('', 10, '')).body.map((topic) => topic.TopicURL.split('/').at(-1)), ['news']);
});

test('a wrong secret, a foreign document type and a body that is no XML are refused', async () => {
  await assert.rejects(queues('wrong').listQueue(), { name: /SignatureNotMatch/ });
  const mns = queues();
  const bomb = '<!DOCTYPE a [<!ENTITY b "c">]><Message><MessageBody>&b;</MessageBody></Message>';
  await assert.rejects(mns.post('/queues/work/messages', 'Message', Buffer.from(bomb)), { name: /InvalidArgument/ });
  await assert.rejects(mns.post('/queues/work/messages', 'Message', Buffer.from('plain')), { name: /InvalidArgument/ });
  await assert.rejects(mns.sendMessage('work', { MessageBody: 'x', Priority: 17 }), { name: /InvalidArgument/ });
  await assert.rejects(mns.get('/queues/a/b/c', 'Queue'));
});

test('policies decide who may send and receive, and accounts have their own queues', async () => {
  const guarded = await Server.startWith(`
accounts:
  "2000":
    users:
      sender:
        accessKeys: [{ id: sender, secret: s }]
        policies:
          - { Version: "1", Statement: [{ Effect: Allow, Action: ["mns:SendMessage", "mns:CreateQueue"], Resource: "acs:mns:*:*:/queues/a*" }] }
  "3000":
    users:
      owner: { owner: true, accessKeys: [{ id: owner, secret: s }] }
`);
  try {
    const of = (accessKeyID) => new MNS('2000', { accessKeyID, accessKeySecret: 's', endpoint: `http://${guarded.endpoint}` });
    await of('sender').createQueue('a');
    await of('sender').sendMessage('a', { MessageBody: 'x' });
    await assert.rejects(of('sender').createQueue('b'), { name: /AccessDenied|NoPermission/ });
    await assert.rejects(of('sender').receiveMessage('a'), { name: /AccessDenied|NoPermission/ });
    await assert.rejects(of('owner').receiveMessage('a'), { name: /QueueNotExist/ });
  } finally {
    await guarded.dispose();
  }
});
