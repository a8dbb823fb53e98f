// Each client under each scheme: the life of a schedule, in the shapes that the vendor's types expect.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { kinds } from './clients.mjs';
import { createFlow, hello, pages } from './flows.mjs';
import { Server } from './server.mjs';

let server;
before(async () => { server = await Server.start(); });
after(() => server.dispose());

for (const [number, kind] of kinds.entries()) {
  describe(kind.name, () => {
    const FlowName = `schedules-${number}`;
    const key = { FlowName, ScheduleName: 'nightly' };
    const CronExpression = 'CRON_TZ=Asia/Shanghai 0 0 4 * * *';
    let client;
    before(async () => {
      client = kind.connect(server.endpoint);
      await createFlow(client, FlowName, hello);
    });

    const refused = async (operation, parameters, code, status, message = /./) => {
      const error = await client.call(operation, parameters).then(
        () => assert.fail(`${operation} was not refused`), (reason) => reason);
      const refusal = kind.refusal(error);
      assert.equal(refusal.code, code, error.message);
      assert.equal(refusal.status, status);
      assert.match(error.message, message);
    };

    test('a schedule is made and shown, all members at top level', async () => {
      const Payload = '{ "name":  "world" }';
      const made = await client.call(
        'CreateSchedule', { ...key, CronExpression, Payload, Description: 'each night', Enable: true });
      assert.match(made.ScheduleId, /^[0-9a-f-]{36}$/);
      assert.deepEqual(
        [made.ScheduleName, made.CronExpression, made.Payload, made.Description, made.Enable],
        ['nightly', CronExpression, Payload, 'each night', true]);
      assert.match(made.CreatedTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      assert.equal(made.LastModifiedTime, made.CreatedTime);
      assert.equal(made.FlowName, undefined);

      const shown = await client.call('DescribeSchedule', key);
      assert.deepEqual({ ...shown, RequestId: '' }, { ...made, RequestId: '' });
    });

    test('an update changes what is sent and nothing else', async () => {
      const made = await client.call('DescribeSchedule', key);
      const changed = await client.call('UpdateSchedule', { ...key, Enable: false, CronExpression: '@every 90m' });
      assert.deepEqual([changed.Enable, changed.CronExpression], [false, '@every 90m']);
      assert.deepEqual(
        [changed.ScheduleId, changed.Payload, changed.Description, changed.CreatedTime],
        [made.ScheduleId, made.Payload, made.Description, made.CreatedTime]);
      assert.notEqual(changed.LastModifiedTime, made.LastModifiedTime);
    });

    test('schedules are listed by name, page by page', async () => {
      await client.call('CreateSchedule', { FlowName, ScheduleName: 'daily', CronExpression: '@every 1440m' });
      const listed = await pages(client, 'ListSchedules', { FlowName, Limit: 1 });
      assert.deepEqual(
        listed.flatMap((page) => page.Schedules).map((item) => [item.ScheduleName, item.Enable, item.Payload]),
        [['daily', true, ''], ['nightly', false, '{ "name":  "world" }']]);
      assert.equal(listed.length, 2);
    });

    test('what cannot be is refused with its code', async () => {
      await refused('CreateSchedule', { ...key, CronExpression }, 'ScheduleAlreadyExists', 409);
      await refused(
        'UpdateSchedule', { ...key, CronExpression: '0 61 * * * *' }, 'InvalidArgument', 400, /minutes, '61'.* 0 to 59/);
      await refused('UpdateSchedule', { ...key, Payload: '[]' }, 'InvalidArgument', 400, /JSON object/);
      await refused('DescribeSchedule', { ...key, ScheduleName: 'none' }, 'ScheduleNotExists', 404);
      await refused('ListSchedules', { FlowName: 'nowhere' }, 'FlowNotExists', 404);
      await refused(
        'CreateSchedule', { FlowName, ScheduleName: '', CronExpression }, 'MissingRequiredParams', 400, /ScheduleName/);
    });

    test('a schedule is deleted once', async () => {
      const gone = await client.call('DeleteSchedule', key);
      assert.ok(gone.RequestId);
      await refused('DeleteSchedule', key, 'ScheduleNotExists', 404);
      await refused('UpdateSchedule', { ...key, Enable: true }, 'ScheduleNotExists', 404);
    });
  });
}
