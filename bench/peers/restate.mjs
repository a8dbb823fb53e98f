// Restate under the load: handlers of ctx.run and ctx.sleep in a service of its own, as its users have it.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { freePort, kill, residentKiB, start } from './child.mjs';
import { call, until } from './http.mjs';

const program = fileURLToPath(import.meta.resolve(
  `@restatedev/restate-server-${process.platform}-${process.arch}/bin/restate-server`));
const json = { 'content-type': 'application/json', accept: 'application/json' };

export class Restate {
  name = 'Restate';
  #data;
  #ports;
  #server;
  #service;

  constructor(directory) {
    this.#data = join(directory, 'restate');
  }

  async start() {
    this.#ports ??= {
      ingress: await freePort(), admin: await freePort(), node: await freePort(), service: await freePort(),
    };
    const { ingress, admin, node, service } = this.#ports;
    this.#service ??= start(process.execPath, [fileURLToPath(new URL('service.mjs', import.meta.url)), `${service}`]);
    this.#server = start(
      program, ['--no-logo', '--base-dir', this.#data, '--node-name', 'bench', '--listen-mode', 'tcp'], {
        RESTATE_BIND_ADDRESS: `127.0.0.1:${node}`,
        RESTATE_ADVERTISED_ADDRESS: `http://127.0.0.1:${node}/`,
        RESTATE_INGRESS__BIND_ADDRESS: `127.0.0.1:${ingress}`,
        RESTATE_ADMIN__BIND_ADDRESS: `127.0.0.1:${admin}`,
        // On two cores few partitions are faster than the default: 454 instead of 310 executions/s of ten steps.
        RESTATE_DEFAULT_NUM_PARTITIONS: '4',
        RESTATE_DISABLE_TELEMETRY: 'true',
        RESTATE_LOG_FILTER: 'off',
        DO_NOT_TRACK: '1',
      });
    await until(60_000, () => call({ port: ingress, path: '/restate/health' }));
    await until(60_000, () => call({ port: admin, path: '/health' }));
  }

  async prepare() {
    const { admin, service } = this.#ports;
    await until(30_000, () => call({
      port: admin, path: '/deployments', headers: json, body: JSON.stringify({ uri: `http://127.0.0.1:${service}` }),
    }));
  }

  /** Calls a handler and waits for its end. */
  run = (handler) => this.#call(handler);

  begin = (handler) => this.#call(`${handler}/send`);

  /** Also true while it cannot be asked: after a start the query engine takes longer than the rest. */
  hasRunning = (handler) => this.#countOpen(handler).then((open) => open > 0, () => true);

  async #countOpen(handler) {
    const answer = await call({
      port: this.#ports.admin,
      path: '/query',
      headers: json,
      body: JSON.stringify({
        query: 'SELECT count(*) AS open FROM sys_invocation_status '
          + `WHERE target_handler_name = '${handler}' AND status <> 'completed'`,
      }),
    });
    return JSON.parse(answer).rows[0].open;
  }

  residentKiB = () => residentKiB(this.#server);

  kill = () => kill(this.#server);

  #call = (path) => call({ port: this.#ports.ingress, path: `/bench/${path}`, body: '' });
}
