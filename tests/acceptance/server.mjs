// Starts, stops and kills a built server. Nothing here knows the API.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const built = fileURLToPath(new URL('../../src/Cli/bin/Release/net10.0/sluice.dll', import.meta.url));

/** The server under test; SLUICE_SERVER names another build. */
export const program = process.env.SLUICE_SERVER ?? built;

export const startMilliseconds = 60_000;

export const keys = { id: 'acceptance-key', secret: 'acceptance-secret' };

/** What still runs when the runner gives a file up. */
const running = new Set();

process.once('SIGTERM', () => {
  running.forEach((child) => child.kill('SIGKILL'));
  process.exit(1);
});

export class Server {
  #process;
  #data;
  #flags;
  #settings;
  #keys = { SLUICE_ACCESS_KEY_ID: keys.id, SLUICE_ACCESS_KEY_SECRET: keys.secret };
  #isEnding = false;

  /** Its data directory. */
  get data() {
    return this.#data;
  }

  /** Where it listens, such as 127.0.0.1:40123. Another port after each start. */
  endpoint;

  /**
   * A server on an empty data directory that is removed by dispose.
   * @param {string[]} flags Further settings, such as '--functions', 'services/*=http://127.0.0.1:9000'.
   */
  static start(...flags) {
    return new Server().#begin(flags);
  }

  /** The same without a key of its own, as a newcomer has it. */
  static startOpen(...flags) {
    const server = new Server();
    server.#keys = {};
    return server.#begin(flags);
  }

  async #begin(flags) {
    this.#data = await mkdtemp(join(tmpdir(), 'sluice-acceptance-'));
    this.#flags = ['--data', this.#data, ...flags];
    await this.restart();
    return this;
  }

  /** The same, given the text of a settings file. */
  static async startWith(settings) {
    const directory = await mkdtemp(join(tmpdir(), 'sluice-settings-'));
    const file = join(directory, 'sluice.yaml');
    await writeFile(file, settings);
    const server = await Server.start('--config', file);
    server.#settings = directory;
    return server;
  }

  /** Starts on the same data again, after stop or kill. */
  async restart() {
    this.#isEnding = false;
    const child = spawn('dotnet', [program, '--listen', 'http://127.0.0.1:0', ...this.#flags], {
      env: { ...process.env, ...this.#keys },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    running.add(child);
    child.on('exit', () => running.delete(child));
    this.endpoint = await this.#ready();
  }

  /** What a command of the program prints, given this server's settings. */
  async run(...command) {
    return (await promisify(execFile)('dotnet', [program, ...command, ...this.#flags])).stdout;
  }

  /** As an operator stops it. */
  async stop() {
    return this.#end('SIGTERM');
  }

  /** As a power cut stops it. */
  async kill() {
    return this.#end('SIGKILL');
  }

  async dispose() {
    await this.kill();
    await rm(this.#data, { recursive: true, force: true });
    if (this.#settings) {
      await rm(this.#settings, { recursive: true, force: true });
    }
  }

  async #end(signal) {
    this.#isEnding = true;
    const child = this.#process;
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await once(child, 'exit');
    }

    return child.exitCode;
  }

  /** Waits for the line that says where the server listens. */
  #ready() {
    const child = this.#process;
    return new Promise((resolve, reject) => {
      let output = '';
      const give = (problem) => {
        clearTimeout(timer);
        reject(new Error(`${problem}\n${output}`));
      };
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        give('The server did not say that it listens.');
      }, startMilliseconds);
      const read = (chunk) => {
        output += chunk;
        const ready = /listens on http:\/\/([^\s,]+)/.exec(output);
        if (ready) {
          clearTimeout(timer);
          resolve(ready[1]);
        }
      };
      child.stdout.setEncoding('utf8').on('data', read);
      child.stderr.setEncoding('utf8').on('data', read);
      child.on('error', (error) => give(`The server does not start: ${error.message}`));
      child.on('exit', (code, signal) => {
        give(`The server has ended with ${code ?? signal}.`);
        if (!this.#isEnding) {
          console.error(`The server has ended by itself with ${code ?? signal}:\n${output}`);
        }
      });
    });
  }
}
