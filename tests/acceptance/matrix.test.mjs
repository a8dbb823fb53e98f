// Which operation answers with which error: each cell of the reference's matrix (API reference, section 10.3) is a test.
//
// A cell is provoked from outside, through a client. Beyond reach are 500 (a mistake of ours), 412 PreconditionFailed
// (never answered: a call can state no precondition), TaskInvalidState (a report on an execution that is damaged), and 409
// ConcurrentUpdateError where one caller cannot lose a race.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { connect, flows, kinds } from './clients.mjs';
import { approval, createFlow, ended, hello, sleep } from './flows.mjs';
import { Proxy } from './proxy.mjs';
import { Server, keys } from './server.mjs';
import { Service } from './service.mjs';

const six = [
  'ActionNotSupported', 'APIVersionNotSupported', 'EntityTooLarge', 'InvalidArgument', 'MissingRequiredHeader',
  'MissingRequiredParams',
];
const who = ['AccessDenied', 'InvalidAccessKeyID', 'RequestTimeTooSkewed', 'SignatureNotMatch'];
const but = (codes, ...others) => codes.filter((code) => !others.includes(code));

const nobody = { id: 'nobody-key', secret: 'nobody-secret' };
const settings = `
accounts:
  "1000000000000000":
    users: { nobody: { accessKeys: [{ id: ${nobody.id}, secret: ${nobody.secret} }] } }
`;

const flow = { FlowName: 'orders' };
const run = { ...flow, ExecutionName: 'ended' };
const schedule = { ...flow, ScheduleName: 'nightly', CronExpression: '@every 60m' };
const noFlow = { FlowNotExists: { FlowName: 'nowhere' } };
const noRun = { ...noFlow, ExecutionNotExists: { ExecutionName: 'never' } };
const noSchedule = { ...noFlow, ScheduleNotExists: { ScheduleName: 'never' } };

/**
 * Of each operation: parameters of a call that is all right (`good`), one that it needs (`needs`), parameters that are wrong
 * (`wrong`; without, the date is), the common errors (`cells`), and what to change for errors of its own (`own`; a function does it all).
 */
const rows = {
  CreateFlow: {
    good: { Name: 'new', Definition: hello, Type: 'FDL', Description: '' }, needs: 'Definition', wrong: { Name: '9' },
    cells: [...six, ...who, 'UnsupportedMediaType', 'ResourceThrottled'],
    own: { FlowAlreadyExists: { Name: 'orders' } },
  },
  UpdateFlow: {
    good: { Name: 'orders', Description: 'd' }, needs: 'Name', wrong: { Definition: 'Type: Nothing' },
    cells: [...six, ...who, 'UnsupportedMediaType', 'ResourceThrottled'],
    own: { FlowNotExists: { Name: 'nowhere' }, ConcurrentUpdateError: race },
  },
  DeleteFlow: {
    good: { Name: 'orders' }, needs: 'Name',
    cells: [...but(six, 'MissingRequiredHeader'), ...who, 'UnsupportedMediaType'],
    own: { FlowNotExists: { Name: 'nowhere' } },
  },
  DescribeFlow: {
    good: { Name: 'orders' }, needs: 'Name',
    cells: [...six, ...who, 'UnsupportedMediaType', 'ResourceThrottled'],
    own: { FlowNotExists: { Name: 'nowhere' } },
  },
  ListFlows: {
    good: {}, wrong: { Limit: 0 },
    cells: [...but(six, 'EntityTooLarge'), ...who, 'UnsupportedMediaType', 'ResourceThrottled'],
  },
  StartExecution: {
    good: flow, needs: 'FlowName', wrong: { Input: '[1]' },
    cells: [...six, ...who, 'UnsupportedMediaType', 'ResourceThrottled'],
    own: { ...noFlow, ExecutionAlreadyExists: { ExecutionName: 'ended' } },
  },
  StartSyncExecution: {
    good: { FlowName: 'express' }, needs: 'FlowName', wrong: { Input: '[1]' },
    cells: [...six, ...who, 'UnsupportedMediaType', 'ResourceThrottled'],
    own: noFlow,
  },
  StopExecution: {
    good: run, needs: 'ExecutionName', wrong: { Error: 'e'.repeat(129) },
    cells: [...six, ...who, 'UnsupportedMediaType', 'ResourceThrottled'],
    own: { ...noRun, ExecutionAlreadyCompleted: {} },
  },
  DescribeExecution: {
    good: run, needs: 'ExecutionName', wrong: { WaitTimeSeconds: 61 },
    cells: [...six, ...who, 'UnsupportedMediaType', 'ResourceThrottled'],
    own: noRun,
  },
  ListExecutions: {
    good: flow, needs: 'FlowName', wrong: { Status: 'Lost' },
    cells: [...six, ...who, 'UnsupportedMediaType', 'ResourceThrottled'],
    own: noFlow,
  },
  GetExecutionHistory: {
    good: run, needs: 'ExecutionName', wrong: { NextToken: 'x' },
    cells: [...six, ...who, 'UnsupportedMediaType'],
    own: noRun,
  },
  ReportTaskSucceeded: {
    good: { TaskToken: 'x', Output: '{}' }, needs: 'TaskToken', wrong: { Output: '[1' },
    cells: [...six, ...who, 'UnsupportedMediaType', 'ResourceThrottled'],
    own: { TaskAlreadyCompleted: () => reported('ReportTaskSucceeded', { Output: '{}' }) },
  },
  ReportTaskFailed: {
    good: { TaskToken: 'x', Error: 'e' }, needs: 'TaskToken', wrong: { Error: 'e'.repeat(129) },
    cells: [...six, ...who, 'UnsupportedMediaType', 'ResourceThrottled'],
    own: { TaskAlreadyCompleted: () => reported('ReportTaskFailed', { Error: 'e' }) },
  },
  CreateSchedule: {
    good: { ...schedule, ScheduleName: 'new' }, needs: 'CronExpression', wrong: { CronExpression: 'often' },
    cells: [...but(six, 'ActionNotSupported', 'EntityTooLarge'), 'AccessDenied'],
    own: { ...noFlow, ScheduleAlreadyExists: { ScheduleName: 'nightly' } },
  },
  UpdateSchedule: {
    good: schedule, needs: 'ScheduleName', wrong: { CronExpression: 'often' },
    cells: [...but(six, 'ActionNotSupported', 'EntityTooLarge'), 'AccessDenied'],
    own: noSchedule,
  },
  DeleteSchedule: {
    good: schedule, needs: 'ScheduleName',
    cells: [...but(six, 'EntityTooLarge'), 'AccessDenied'],
    own: noSchedule,
  },
  DescribeSchedule: {
    good: schedule, needs: 'ScheduleName',
    cells: [...but(six, 'EntityTooLarge'), 'AccessDenied'],
    own: noSchedule,
  },
  ListSchedules: {
    good: flow, needs: 'FlowName', wrong: { Limit: 0 },
    cells: [...but(six, 'EntityTooLarge'), 'AccessDenied'],
    own: noFlow,
  },
};

const modern = kinds.find((kind) => kind.name === 'openapi-core, ACS3');
const posting = kinds.find((kind) => kind.name === 'pop-core, RPC v1, everything by POST');

let server, throttled, service;
const proxies = {};
before(async () => {
  [server, throttled, service] = await Promise.all([
    Server.startWith(settings), Server.startWith('rates: { limitCalls: true, otherCallsBurst: 1, startExecutionBurst: 1, '
      + 'startSyncExecutionBurst: 1, describeExecutionBurst: 1, getExecutionHistoryBurst: 1 }'), Service.start()]);
  proxies.undated = await Proxy.start(server.endpoint, (headers) => delete headers['x-acs-date']);
  proxies.old = await Proxy.start(server.endpoint, (headers) => { headers['x-acs-date'] = '2020-01-01T00:00:00Z'; });
  proxies.undatable = await Proxy.start(server.endpoint, (headers) => { headers['x-acs-date'] = 'yesterday'; });
  proxies.unversioned = await Proxy.start(server.endpoint, (headers) => delete headers['x-acs-version']);
  proxies.text = await Proxy.start(server.endpoint, (headers) => { headers['content-type'] = 'text/plain'; });

  const client = modern.connect(server.endpoint);
  await createFlow(client, 'orders', hello);
  await createFlow(client, 'express', hello, 'Express');
  await client.call('StartExecution', { ...run, Input: '{"name":"x"}' });
  await ended(client, 'orders', 'ended');
  await client.call('CreateSchedule', schedule);
});
after(async () => {
  Object.values(proxies).forEach((proxy) => proxy.stop());
  await service.stop();
  await Promise.all([server.dispose(), throttled.dispose()]);
});

/** How each common error is provoked: gives what the client says of it. */
const provoke = {
  ActionNotSupported: (operation, row) => refusal(modern, modern.connect(server.endpoint).call(`${operation}x`, row.good)),
  APIVersionNotSupported: (operation, row) => refusal(
    modern, modern.connect(server.endpoint, keys, { ...flows, version: '2018-01-01' }).call(operation, row.good)),
  EntityTooLarge: (operation, row) => refusal(
    posting, posting.connect(server.endpoint).call(operation, { ...row.good, Padding: 'x'.repeat(1_100_000) })),
  InvalidArgument: (operation, row) => (row.wrong
    ? attempt(operation, { ...row.good, ...row.wrong })
    : refusal(modern, modern.connect(proxies.undatable.endpoint).call(operation, row.good))),
  MissingRequiredHeader: (operation, row) => refusal(modern, modern.connect(proxies.undated.endpoint).call(operation, row.good)),
  MissingRequiredParams: (operation, row) => (row.needs
    ? attempt(operation, { ...row.good, [row.needs]: undefined })
    : refusal(modern, modern.connect(proxies.unversioned.endpoint).call(operation, row.good))),
  AccessDenied: (operation, row) => attempt(operation, row.good, nobody),
  InvalidAccessKeyID: (operation, row) => attempt(operation, row.good, { ...keys, id: 'unknown' }),
  RequestTimeTooSkewed: (operation, row) => refusal(modern, modern.connect(proxies.old.endpoint).call(operation, row.good)),
  SignatureNotMatch: (operation, row) => attempt(operation, row.good, { ...keys, secret: 'wrong' }),
  UnsupportedMediaType: (operation, row) => refusal(posting, posting.connect(proxies.text.endpoint).call(operation, row.good)),
  ResourceThrottled: (operation, row) => {
    const client = modern.connect(throttled.endpoint);
    return anyRefusal('ResourceThrottled', () => client.call(operation, row.good));
  },
};

const statusOf = (code) => ({
  EntityTooLarge: 400, UnsupportedMediaType: 415, ResourceThrottled: 429,
})[code] ?? (who.includes(code) ? 403
  : code.endsWith('NotExists') ? 404
  : /^(Flow|Schedule)AlreadyExists$|^ConcurrentUpdateError$/.test(code) ? 409 : 400);

async function refusal(kind, call) {
  return kind.refusal(await call.then(() => assert.fail('the call was not refused'), (reason) => reason));
}

function attempt(operation, parameters, key = keys) {
  const given = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined));
  return refusal(modern, modern.connect(server.endpoint, key).call(operation, given));
}

/** Calls many times at once, again and again, until one is refused so. */
async function anyRefusal(code, call) {
  for (let round = 0; round < 50; round++) {
    const ends = await Promise.allSettled(Array.from({ length: 20 }, call));
    const found = ends.filter((end) => end.status === 'rejected')
      .map((end) => modern.refusal(end.reason)).find((candidate) => candidate.code === code);
    if (found) {
      return found;
    }
  }

  return assert.fail(`no call was refused with ${code}`);
}

function race() {
  const client = modern.connect(server.endpoint);
  return anyRefusal('ConcurrentUpdateError', () => client.call('UpdateFlow', { Name: 'orders', Definition: hello }));
}

/** Reports on a task that has been reported on. */
async function reported(operation, report) {
  const client = connect(server.endpoint);
  const name = `task-${operation}`;
  const calls = service.calls.length;
  await createFlow(client, name, approval(service.url));
  await client.call('StartExecution', { FlowName: name, ExecutionName: 'e', Input: '{"order":1}' });
  const TaskToken = (await service.called(calls + 1))[calls].body.token;
  await client.call(operation, { ...report, TaskToken });
  await ended(client, name, 'e');
  return attempt(operation, { ...report, TaskToken });
}

for (const [operation, row] of Object.entries(rows)) {
  describe(operation, () => {
    const cells = { ...Object.fromEntries(row.cells.map((code) => [code, provoke[code]])), ...row.own };
    for (const [code, how] of Object.entries(cells)) {
      test(code, async () => {
        const found = await (typeof how === 'function' ? how(operation, row) : attempt(operation, { ...row.good, ...how }));
        assert.equal(found.code, code, found.message);
        assert.equal(found.status, statusOf(code));
        assert.match(found.requestId, /\S/);
      });
    }
  });
}
