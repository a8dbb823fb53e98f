import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../src/Cli/bin/Release/net10.0/sluice.dll', import.meta.url));

/** A server of its own, as it was built: started, killed, and started again on the same data and port. */
export class Server {
  readonly #settings: Readonly<Record<string, string>>;
  readonly #file: string | undefined;
  /** Made by the first start: specs are read by more processes than run them. */
  #data: string | undefined;
  #process: ChildProcess | undefined;
  #port = 0;

  /** @param file The text of a settings file; left out for none. */
  constructor(settings: Readonly<Record<string, string>> = {}, file?: string) {
    this.#settings = settings;
    this.#file = file;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    this.#port ||= await freePort();
    this.#data ??= mkdtempSync(join(tmpdir(), 'sluice-console-'));
    const config = join(this.#data, 'settings.yaml');
    if (this.#file !== undefined) {
      writeFileSync(config, this.#file);
    }
    const more = this.#file === undefined ? [] : ['--config', config];
    this.#process = spawn('dotnet', [program, '--listen', this.url, '--data', this.#data, ...more], {
      env: { ...process.env, ...this.#settings },
      stdio: 'ignore',
    });
    const started = this.#process;
    const end = () => void started.kill('SIGKILL');
    process.once('exit', end);
    started.once('exit', () => process.off('exit', end));
    for (let tries = 0; ; tries += 1) {
      const answer = await fetch(`${this.url}/healthz`).catch(() => undefined);
      if (answer?.ok === true) {
        return;
      }
      if (tries > 2_400 || this.#process.exitCode !== null) {
        throw new Error(`The server of ${program} does not start.`);
      }
      await new Promise((resume) => setTimeout(resume, 50));
    }
  }

  /** As if the power had gone. */
  async kill(): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    if (running !== undefined && running.exitCode === null) {
      running.kill('SIGKILL');
      await once(running, 'exit');
    }
  }

  async remove(): Promise<void> {
    await this.kill();
    if (this.#data !== undefined) {
      rmSync(this.#data, { recursive: true, force: true });
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
