// Sluice under the load: flows of Pass and Wait states, every call signed (RPC v1).

import { createHmac, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { freePort, kill, residentKiB, start } from './child.mjs';
import { call, until } from './http.mjs';

const program = process.env.SLUICE_SERVER
  ?? fileURLToPath(new URL('../../src/Cli/bin/Release/net10.0/sluice.dll', import.meta.url));
const key = { id: 'bench', secret: 'bench-secret' };

const sequence = (states) => ['Type: StateMachine', 'SpecVersion: v1', 'StartAt: s0', 'States:']
  .concat(states.map((body, i) =>
    `  - {Name: s${i}, ${body}, ${i + 1 < states.length ? `Next: s${i + 1}` : 'End: true'}}`))
  .join('\n');

const flows = {
  ten: sequence(Array(10).fill('Type: Pass')),
  one: sequence(['Type: Pass']),
  sleeper: sequence(['Type: Wait, Seconds: 3600']),
  flight: sequence(Array(3).fill(['Type: Pass', 'Type: Wait, Seconds: 2']).flat()),
};

export class Sluice {
  name = 'Sluice';
  #data;
  #port;
  #server;

  constructor(directory) {
    this.#data = join(directory, 'sluice');
  }

  async start() {
    this.#port ??= await freePort();
    this.#server = start(
      'dotnet', [program, '--listen', `http://127.0.0.1:${this.#port}`, '--data', this.#data], {
        SLUICE_ACCESS_KEY_ID: key.id,
        SLUICE_ACCESS_KEY_SECRET: key.secret,
        SLUICE_LIMITS_STANDARD_WAIT_SECONDS: '7200',
        SLUICE_LIMITS_RUNNING_EXECUTIONS: '1000000',
      });
    await until(60_000, () => this.#call('ListFlows', { Limit: 1 }));
  }

  async prepare() {
    for (const [name, definition] of Object.entries(flows)) {
      await this.#call('CreateFlow', { Name: name, Definition: definition, Type: 'FDL', Description: '' });
    }
  }

  /** Starts a flow and waits for its end. */
  async run(flow, name) {
    await this.begin(flow, name);
    const answer = await this.#call(
      'DescribeExecution', { FlowName: flow, ExecutionName: name, WaitTimeSeconds: 60 });
    if (answer.Status !== 'Succeeded') {
      throw new Error(`${flow} is ${answer.Status}`);
    }
  }

  begin = (flow, name) => this.#call('StartExecution', { FlowName: flow, ExecutionName: name, Input: '{}' });

  async hasRunning(flow) {
    const answer = await this.#call(
      'ListExecutions', { FlowName: flow, Status: 'Running', Limit: 1, MetadataOnly: true });
    return answer.Executions.length > 0;
  }

  residentKiB = () => residentKiB(this.#server);

  kill = () => kill(this.#server);

  async #call(action, parameters) {
    const pairs = Object.entries({
      ...parameters,
      AccessKeyId: key.id,
      Action: action,
      Format: 'json',
      SignatureMethod: 'HMAC-SHA1',
      SignatureNonce: randomUUID(),
      SignatureVersion: '1.0',
      Timestamp: new Date().toISOString().replace(/\.\d+/, ''),
      Version: '2019-03-15',
    }).sort(([a], [b]) => (a < b ? -1 : 1));
    const query = pairs.map(([name, value]) => `${name}=${encode(value)}`).join('&');
    const signature = createHmac('sha1', `${key.secret}&`).update(`POST&%2F&${encode(query)}`).digest('base64');
    return JSON.parse(await call({
      port: this.#port,
      path: '/',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `${query}&Signature=${encode(signature)}`,
    }));
  }
}

/** As RFC 3986 wants it. */
function encode(value) {
  return encodeURIComponent(value).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
