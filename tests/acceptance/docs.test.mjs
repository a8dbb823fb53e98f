// What the README and docs/ show works as it is pasted: programs, commands, and the flows that call somebody.
// tests/Docs.Tests holds the rest, and knows which block is held by whom.

import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { blocks, on, program, root } from './docs.mjs';
import { Server, program as server, startMilliseconds } from './server.mjs';

const run = promisify(execFile);
const withCurl = { skip: spawnSync('curl', ['--version']).error ? 'curl is not installed' : false };

/** Ends what a test has started. */
const endings = [];
const atEnd = (ending) => endings.push(ending);
after(async () => {
  for (const ending of endings.reverse()) {
    await ending();
  }
});

async function directory(parent = tmpdir()) {
  const path = await mkdtemp(join(parent, 'sluice-docs-'));
  atEnd(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function open(...flags) {
  const started = await Server.startOpen(...flags);
  atEnd(() => started.dispose());
  return started;
}

async function freePort() {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address();
  listener.close();
  await once(listener, 'close');
  return port;
}

/** A page's text with the places where things listen here. */
const here = (text, sluice, service = '127.0.0.1:9000') =>
  text.replaceAll('127.0.0.1:8700', sluice).replaceAll('127.0.0.1:9000', service);

/** Runs a program of a page beside the packages of these tests, and gives what it prints. */
async function runProgram(file, sluice, environment = {}) {
  const path = join(await directory(dirname(fileURLToPath(import.meta.url))), file);
  await writeFile(path, here(program(file), sluice));
  return (await run(process.execPath, [path], { env: { ...process.env, ...environment } })).stdout;
}

/** Starts a program that listens, on a port of ours. */
async function listen(script, ...args) {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  atEnd(() => child.kill());
  return child;
}

async function answering(port) {
  for (const deadline = Date.now() + startMilliseconds; ;) {
    try {
      return await fetch(`http://127.0.0.1:${port}/`);
    } catch (problem) {
      assert.ok(Date.now() < deadline, problem);
      await new Promise((soon) => setImmediate(soon));
    }
  }
}

async function call(sluice, Action, parameters) {
  const answer = await fetch(`http://${sluice}/`, {
    method: 'POST', body: new URLSearchParams({ Action, Version: '2019-03-15', ...parameters }),
  });
  const body = await answer.json();
  assert.equal(answer.status, 200, body.Message);
  return body;
}

const create = (sluice, Name, Definition) => call(sluice, 'CreateFlow', { Name, Definition, Type: 'FDL', Description: '' });

async function outputOf(sluice, FlowName, Input = '{}') {
  const { Name } = await call(sluice, 'StartExecution', { FlowName, Input });
  const ended = await call(sluice, 'DescribeExecution', { FlowName, ExecutionName: Name, WaitTimeSeconds: 60 });
  assert.equal(ended.Status, 'Succeeded', `${FlowName} is ${ended.Status}`);
  return JSON.parse(ended.Output);
}

/** Runs the lines of a block in a shell, each of which has to succeed. */
async function shell(text, cwd, environment = {}) {
  return (await run('bash', ['-euc', text], { cwd, env: { ...process.env, ...environment } })).stdout;
}

/** Answers of the calls that a block of curl makes, none of them an error. */
async function curl(block, sluice, cwd = root, environment = {}) {
  const answers = [];
  for (const line of here(block.text, sluice).trim().split('\n')) {
    const answer = JSON.parse(await shell(line.replace(/^curl /, 'curl --silent '), cwd, environment));
    assert.equal(answer.Code, undefined, `${block.page}:${block.line}: ${answer.Message}`);
    answers.push(answer);
  }
  return answers;
}

const orders = 'Type: StateMachine\nSpecVersion: v1\nStartAt: a\nStates: [{Name: a, Type: Succeed}]';

describe('the first program of the README', () => {
  let sluice;
  before(async () => {
    sluice = (await open()).endpoint;
  });

  test('runs twice', async () => {
    for (const time of ['the first time', 'the second time']) {
      assert.match(await runProgram('first.mjs', sluice), /^Succeeded \{"text":"Hello, Ada!"\}\n1 ExecutionStarted/, time);
    }
  });

  test('leaves executions that curl lists', withCurl, async () => {
    const [list] = await curl(on('README.md', 'sh curl')[0], sluice);
    assert.deepEqual(list.Executions.map((execution) => execution.Status), ['Succeeded', 'Succeeded']);
  });

  test('has a flow that clients of the current generation list', async () => {
    assert.equal((await runProgram('current.mjs', sluice)).trim(), "[ 'greet' ]");
  });

  test('has a flow that no client is needed to list', withCurl, async () => {
    const [list] = await curl(on('docs/clients.md', 'sh curl')[0], sluice);
    assert.deepEqual(list.Flows.map((flow) => flow.Name), ['greet']);
  });
});

test('what npm is told to install is what these tests have', async () => {
  const { dependencies } = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'));
  const named = blocks.filter((block) => block.kind === 'sh npm').flatMap((block) => block.text.trim().split(' ').slice(2));
  const inPrograms = blocks.filter((block) => block.kind === 'js program')
    .flatMap((block) => /npm install ([^,\n]+)/.exec(block.text)?.[1].split(' ') ?? []);
  for (const name of [...named, ...inPrograms]) {
    assert.ok(dependencies[name], name);
  }
});

test('every line that starts a server does', async () => {
  const lines = blocks.filter((block) => block.kind === 'sh run')
    .flatMap((block) => block.text.trim().split('\n').map((line) => ({ block, line })))
    .filter(({ line }) => /(^| )\.\/run( --|$)/.test(line));
  assert.notEqual(lines.length, 0);
  for (const { block, line } of lines) {
    const cwd = await directory();
    if (line.includes('--config sluice.yaml')) {
      await writeFile(join(cwd, 'sluice.yaml'), on(block.page, 'yaml settings')[0].text);
    }
    const command = line.replace('./run', `exec dotnet '${server}' --listen http://127.0.0.1:0`);
    const child = spawn('bash', ['-c', command], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    atEnd(() => child.kill('SIGKILL'));
    let said = '';
    child.stderr.on('data', (chunk) => { said += chunk; });
    for await (const chunk of child.stdout) {
      said += chunk;
      if (said.includes('listens on')) {
        break;
      }
    }
    assert.match(said, /listens on/, `${block.page}:${block.line}: ${line}`);
    child.kill('SIGKILL');
    await once(child, 'close');
  }
});

test('docs/access.md: a role is assumed as it says', async () => {
  const file = join(await directory(), 'sluice.yaml');
  await writeFile(file, on('docs/access.md', 'yaml settings')[0].text);
  const secrets = Object.fromEntries(
    on('docs/access.md', 'sh run').at(-1).text.trim().split(' ').filter((word) => /^[A-Z_]+=/.test(word))
      .map((word) => word.split('=')));
  Object.assign(process.env, secrets);
  const { endpoint } = await open('--config', file);
  assert.match(await runProgram('assume.mjs', endpoint, secrets), /^0 flows until 20\d\d-/);
});

test('docs/functions.md: the flow pages through what the program gives', async () => {
  const port = await freePort();
  const path = join(await directory(), 'page.mjs');
  await writeFile(path, program('page.mjs').replace('9000', port));
  await listen(path);
  const file = join(await directory(), 'sluice.yaml');
  await writeFile(file, here(on('docs/functions.md', 'yaml settings')[0].text, '', `127.0.0.1:${port}`));
  const { endpoint } = await open('--config', file);
  await create(endpoint, 'pages', on('docs/functions.md', 'yaml flow')[0].text);
  assert.deepEqual(await outputOf(endpoint, 'pages'), JSON.parse(on('docs/functions.md', 'json output')[0].text));
});

describe('docs/language', () => {
  let sluice;
  let service;
  before(async () => {
    const port = await freePort();
    service = `127.0.0.1:${port}`;
    sluice = (await open('--functions', `*=http://${service}`)).endpoint;
    await listen(join(root, 'docs/language/service.mjs'), `${port}`, `http://${sluice}`);
    await answering(port);
  });

  test('flows that call the small service come to what the pages say', async () => {
    let called = 0;
    let flow;
    let input;
    for (const block of blocks.filter(({ page }) => page.startsWith(join('docs', 'language')))) {
      if (block.kind === 'yaml flow') {
        flow = /127\.0\.0\.1:9000|acs:fc/.test(block.text) ? `flow-${++called}` : undefined;
        if (flow) {
          await create(sluice, flow, here(block.text, sluice, service));
        }
      } else if (block.kind === 'json input') {
        input = block.text;
      } else if (block.kind === 'json output') {
        if (flow) {
          assert.deepEqual(await outputOf(sluice, flow, input), JSON.parse(block.text), `${block.page}:${block.line}`);
        }
        input = undefined;
      }
    }
    assert.ok(called > 10, `only ${called} flows call the service`);
  });

  test('the smallest flow is started without a client', withCurl, async () => {
    const cwd = await directory();
    await writeFile(join(cwd, 'only.yaml'), on('docs/language/en/README.md', 'yaml flow')[0].text);
    const [, , ended] = await curl(on('docs/language/en/README.md', 'sh curl')[0], sluice, cwd);
    assert.deepEqual([ended.Status, ended.Output], ['Succeeded', '{"a":1}']);
  });

  test('somebody reports by hand, with the token of a task', withCurl, async () => {
    const tokens = [];
    const desk = (await import('node:http')).createServer((request, response) => {
      tokens.push(request.headers['x-fnf-http-callback-task-token']);
      response.end('{}');
    }).listen(0, '127.0.0.1');
    atEnd(() => desk.close());
    await once(desk, 'listening');
    const definition = here(
      on('docs/language/en/callbacks.md', 'yaml flow')[0].text, sluice, `127.0.0.1:${desk.address().port}`);
    await create(sluice, 'by-hand', definition);
    const asked = once(desk, 'request');
    const output = outputOf(sluice, 'by-hand', '{"amount":1}');
    await asked;
    await curl(on('docs/language/en/callbacks.md', 'sh token')[0], sluice, root, { TOKEN: tokens[0] });
    assert.deepEqual(await output, { approved: true });
  });
});

for (const page of ['docs/schedules.md', 'docs/versions.md']) {
  test(`${page}: the calls are taken`, withCurl, async () => {
    const { endpoint } = await open();
    await create(endpoint, 'orders', orders);
    await curl(on(page, 'sh curl')[0], endpoint);
  });
}

test('docs/own-api.md: the calls are taken', withCurl, async () => {
  const { endpoint } = await open();
  const [put, started, , events, why, outline, checked] = await curl(on('docs/own-api.md', 'sh curl')[0], endpoint);
  assert.deepEqual([put.isNew, started.name, events.items.length, outline.states.length], [true, 'first', 2, 1]);
  assert.ok(why.sentence.length > 0);
  assert.equal(checked.isValid, false);
  const [, batch, list] = await curl(on('docs/own-api.md', 'sh curl')[2], endpoint);
  assert.deepEqual(list.items.map((item) => item.id), [batch.id]);
});

test('docs/repair.md: what failed in the night is found, understood, mended, and all of it gone on with', withCurl, async () => {
  const others = 200;
  const { endpoint } = await open();
  const [scene, find, understand, mend, one, many, watch, well] = on('docs/repair.md', 'sh curl');
  await curl(scene, endpoint);
  const start = (name) => fetch(`http://${endpoint}/sluice/api/v1/flows/bill/executions`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name }),
  });
  await Promise.all(Array.from({ length: others }, (_, n) => start(`other-${n}`)));
  const until = async (block, holds) => {
    for (const deadline = Date.now() + startMilliseconds; ;) {
      const answers = await curl(block, endpoint);
      if (holds(answers)) {
        return answers;
      }
      assert.ok(Date.now() < deadline, JSON.stringify(answers));
    }
  };

  const [, , found] = await until(find, ([all, inState]) => all.count === others + 1 && inState.count === others + 1);
  assert.deepEqual(found.items.map((item) => item.name), ['ada-17']);
  const [why] = await curl(understand, endpoint);
  assert.match(why.sentence, /Price.*404/s);
  await curl(mend, endpoint);
  const [plan] = await curl({ ...one, text: one.text.split('\n')[0] }, endpoint);
  assert.deepEqual(plan.steps.map((step) => step.path), ['Price']);
  await curl({ ...one, text: one.text.split('\n')[1] }, endpoint);
  await until({ ...one, text: one.text.split('\n')[2] }, ([execution]) => execution.status === 'Succeeded');
  const [preview, batch] = await curl(many, endpoint);
  assert.deepEqual([preview.count, batch.id], [others, '1']);
  const [ended, failures] = await until(watch, ([looked]) => looked.ended !== undefined);
  assert.deepEqual([ended.state, ended.done, ended.failed, failures.items], ['Done', others, 0, []]);
  const [left, , record] = await until(well, ([failed]) => failed.count === 0);
  assert.deepEqual([left.items, record.items.length], [[], 3]);
});

test('docs/objects.md: a file that is copied into a bucket is an object', async () => {
  const cwd = await directory();
  await writeFile(join(cwd, 'in.csv'), 'a,b\n1,2\n');
  await shell(on('docs/objects.md', 'sh files')[0].text, cwd);
  const { endpoint } = await open('--objects-directory', join(cwd, 'sluice-data', 'objects'));
  await create(endpoint, 'read', `
Type: StateMachine
SpecVersion: v1
StartAt: read
States:
  - Name: read
    Type: Task
    Action: OSS:GetObject
    Parameters: { bucket: shop, key: in.csv }
    OutputConstructor: { read.$: $Output.body }
    End: true
`);
  assert.deepEqual(await outputOf(endpoint, 'read'), { read: 'a,b\n1,2\n' });
});

test('docs/operations.md: a backup is made and restored', async () => {
  const cwd = await directory();
  const mine = (text) => text.replaceAll('/var/', `${cwd}/`).replace('./run', `dotnet '${server}'`);
  await mkdir(join(cwd, 'backups', 'sluice'), { recursive: true });
  await mkdir(join(cwd, 'lib'));
  const first = await open();
  await create(first.endpoint, 'kept', orders);
  await first.stop();
  await run('cp', ['-a', first.data, join(cwd, 'lib', 'sluice')]);

  await shell(mine(on('docs/operations.md', 'sh run')[0].text), cwd);
  await shell(mine(on('docs/operations.md', 'sh files')[0].text), cwd);

  const restored = spawn(
    'dotnet', [server, '--listen', 'http://127.0.0.1:0', '--data', join(cwd, 'lib', 'sluice')],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  atEnd(() => restored.kill('SIGKILL'));
  let said = '';
  for await (const chunk of restored.stdout) {
    said += chunk;
    if (/listens on http:\/\/([^\s,]+)/.test(said)) {
      break;
    }
  }
  const [, endpoint] = /listens on http:\/\/([^\s,]+)/.exec(said);
  assert.equal((await call(endpoint, 'DescribeFlow', { Name: 'kept' })).Name, 'kept');
});
