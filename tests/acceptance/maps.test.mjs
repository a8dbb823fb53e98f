// Distributed Maps: children by the thousand, looked at, changed, and killed in the middle.

import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { connect, kinds } from './clients.mjs';
import { createFlow, ended, history, pages } from './flows.mjs';
import { Server } from './server.mjs';
import { Service } from './service.mjs';

let server;
let client;
before(async () => {
  server = await Server.start();
  client = connect(server.endpoint);
});
after(() => server.dispose());

const map = (fields, processor) => `
Type: StateMachine
SpecVersion: v1
StartAt: each
States:
  - Name: each
    Type: Map
${fields.map((field) => `    ${field}\n`).join('')}    Processor:
      StartAt: one
      States:
        - { Name: one, ${processor}, End: true }
    End: true
`;

const runName = async (FlowName, ExecutionName) => {
  const events = await history(client, FlowName, ExecutionName);
  return JSON.parse(events.find((event) => event.Type === 'MapRunStarted').EventDetail).output.MapRunName;
};

// The generated Node SDK is older than the operations; the libraries below it call any.
for (const [number, kind] of kinds.filter((each) => !each.name.startsWith('fnf SDK')).entries()) {
  test(`${kind.name}: a map run is described and changed, and its children are listed`, async () => {
    const FlowName = `map-${number}`;
    const caller = kind.connect(server.endpoint);
    await createFlow(client, FlowName, map(
      ['ItemsPath: $Input.items', 'ProcessorConfig: { ExecutionMode: Standard }', 'MaxConcurrency: 2'],
      'Type: Wait, Seconds: 1'));
    await caller.call('StartExecution', { FlowName, ExecutionName: 'run', Input: '{"items":[{"a":1},{"a":2},{"a":3}]}' });
    const key = { FlowName, ExecutionName: 'run', MapRunName: await runName(FlowName, 'run') };
    assert.match(key.MapRunName, /^[0-9a-f]{32}$/);

    const changed = await caller.call('UpdateMapRun', { ...key, Concurrency: 3, ToleratedFailedPercentage: 12.5 });
    assert.deepEqual(
      [changed.FlowName, changed.ExecutionName, changed.MapRunName],
      [FlowName, 'run', key.MapRunName]);
    assert.deepEqual(
      [changed.Concurrency, changed.ToleratedFailedCount, changed.ToleratedFailedPercentage], [3, 0, 12.5]);
    assert.equal(changed.ItemCounts, undefined);

    const running = await caller.call('DescribeMapRun', key);
    assert.equal(running.Status, 'Running');
    assert.equal(running.StoppedTime, undefined);
    assert.equal(running.FlowName, undefined);

    const parent = await ended(client, FlowName, 'run');
    assert.deepEqual(JSON.parse(parent.Output), { Items: [{ a: 1 }, { a: 2 }, { a: 3 }] });
    const done = await caller.call('DescribeMapRun', key);
    assert.deepEqual(
      { ...done.ItemCounts }, { Total: 3, Pending: 0, Running: 0, Succeed: 3, Failed: 0, Aborted: 0 });
    assert.deepEqual([done.MapRunName, done.ExecutionName, done.Status], [key.MapRunName, 'run', 'Succeeded']);
    assert.match(done.StoppedTime, /Z$/);

    const children = await caller.call('ListExecutions', { FlowName, MapRunName: key.MapRunName });
    assert.equal(children.Executions.length, 3);
    assert.equal((await caller.call('ListExecutions', { FlowName })).Executions.length, 1);
    await assert.rejects(caller.call('UpdateMapRun', { ...key, Concurrency: 1 }), { code: 'MapRunAlreadyCompleted' });
  });
}

test('what is wrong with a call says so', async () => {
  const FlowName = 'map-0';
  const key = { FlowName, ExecutionName: 'run', MapRunName: await runName(FlowName, 'run') };
  const wrong = [
    [{ ...key, MapRunName: '0'.repeat(32), Concurrency: 1 }, 'MapRunNotExists'],
    [{ ...key, ExecutionName: 'nobody', Concurrency: 1 }, 'ExecutionNotExists'],
    [{ ...key, FlowName: 'nowhere', Concurrency: 1 }, 'FlowNotExists'],
    [{ ...key }, 'InvalidArgument'],
    [{ ...key, Concurrency: 0 }, 'InvalidArgument'],
    [{ ...key, Concurrency: 101 }, 'InvalidArgument'],
    [{ ...key, ToleratedFailedCount: -1 }, 'InvalidArgument'],
    [{ ...key, ToleratedFailedPercentage: 100.5 }, 'InvalidArgument'],
    [{ FlowName, ExecutionName: 'run', Concurrency: 1 }, 'MissingRequiredParams'],
  ];
  for (const [parameters, code] of wrong) {
    await assert.rejects(client.call('UpdateMapRun', parameters), { code }, JSON.stringify(parameters));
  }

  await assert.rejects(
    client.call('DescribeMapRun', { ...key, MapRunName: '0'.repeat(32) }), { code: 'MapRunNotExists' });
});

for (const mode of ['Standard', 'Express']) {
  test(`${mode} children: rows are read from a file, and no finished one is called again after a kill`, async () => {
    const service = await Service.start();
    const bucket = join(server.data, 'objects', `shop-${mode.toLowerCase()}`);
    const rows = 400;
    await mkdir(bucket, { recursive: true });
    await writeFile(join(bucket, 'in.csv'), `id\n${Array.from({ length: rows }, (_, i) => i).join('\n')}\n`);
    const FlowName = `file-${mode}`;
    await createFlow(client, FlowName, map(
      [
        'ItemReader:',
        '  SourceType: OSS_CSV',
        `  SourceParameters: { Bucket: shop-${mode.toLowerCase()}, ObjectName: in.csv }`,
        `ResultWriter: { Parameters: { Bucket: shop-${mode.toLowerCase()}, Prefix: out } }`,
        `ProcessorConfig: { ExecutionMode: ${mode} }`,
        'MaxConcurrency: 10',
      ],
      `Type: Task, Action: HTTP:Request, Parameters: { url: "${service.url}", method: POST, body.$: $Input }`));
    await client.call('StartExecution', { FlowName, ExecutionName: 'run' });
    await service.called(rows / 2);
    await server.kill();
    await server.restart();
    client = connect(server.endpoint);

    const parent = await ended(client, FlowName, 'run');
    assert.equal(parent.Status, 'Succeeded', parent.ErrorMessage);
    const key = { FlowName, ExecutionName: 'run', MapRunName: await runName(FlowName, 'run') };
    const run = await client.call('DescribeMapRun', key);
    assert.deepEqual(
      run.ItemCounts, { Total: rows, Pending: 0, Running: 0, Succeed: rows, Failed: 0, Aborted: 0 });

    const { Bucket, Key } = JSON.parse(parent.Output).ResultWriterDetails;
    const manifest = JSON.parse(await readFile(join(server.data, 'objects', Bucket, Key)));
    const results = (await Promise.all(manifest.ResultFiles.SUCCEEDED.map(async (file) =>
      JSON.parse(await readFile(join(server.data, 'objects', Bucket, file.Key)))))).flat();
    assert.deepEqual(
      results.map((result) => result.Index).sort((a, b) => a - b), Array.from({ length: rows }, (_, i) => i));

    const ids = service.calls.map((call) => call.body.id);
    assert.equal(new Set(ids).size, rows);
    // Only what was out at the kill, or had just come back, is called a second time.
    assert.ok(ids.length <= rows + 25, `${ids.length} calls for ${rows} rows`);
    if (mode === 'Standard') {
      const children = await pages(client, 'ListExecutions', { FlowName, MapRunName: key.MapRunName, Limit: 100 });
      assert.equal(children.flatMap((page) => page.Executions).length, rows);
    }

    await service.stop();
  });
}
