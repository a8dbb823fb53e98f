import { readFileSync } from 'node:fs';
import { retries } from './flows.ts';

/** Fills an open server through its own API. */
export class Seed {
  readonly #url: string;

  constructor(url: string) {
    this.#url = `${url}/sluice/api/v1`;
  }

  flow = (name: string, definition = example(name)) => this.#call('PUT', `/flows/${name}`, { definition });

  start = (flow: string, name: string, input: object) =>
    this.#call('POST', `/flows/${flow}/executions`, { name, input });

  searchKeys = (flow: string, keys: readonly { name: string; path: string }[]) =>
    this.#call('PUT', `/flows/${flow}/search-keys`, { keys });

  /** Approves what an execution waits for, as somebody else would. */
  async decide(execution: string): Promise<void> {
    const inbox = (await this.#call('GET', '/inbox')) as { items: { id: string; execution: string }[] };
    const item = inbox.items.find((each) => each.execution === execution);
    await this.#call('POST', `/inbox/${item?.id}/approve`, {});
  }

  /** By the vendor's API: the own one makes none. */
  async schedule(flow: string, name: string, cron: string): Promise<void> {
    const body = new URLSearchParams({
      Action: 'CreateSchedule',
      Version: '2019-03-15',
      FlowName: flow,
      ScheduleName: name,
      CronExpression: cron,
      Enable: 'true',
      Payload: '{"name":"Ada"}',
    });
    const answer = await fetch(new URL('/', this.#url), { method: 'POST', body });
    if (!answer.ok) {
      throw new Error(await answer.text());
    }
  }

  /** How many events an execution has. */
  async events(flow: string, name: string): Promise<number> {
    return ((await this.#call('GET', `/executions/${flow}/${name}`)) as { lastEvent: number }).lastEvent;
  }

  async ended(flow: string, name: string): Promise<void> {
    for (;;) {
      const execution = (await this.#call('GET', `/executions/${flow}/${name}`)) as { status: string };
      if (!['Starting', 'Running'].includes(execution.status)) {
        return;
      }
      await new Promise((resume) => setTimeout(resume, 100));
    }
  }

  async #call(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await fetch(this.#url + path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${await answer.text()}`);
    }
    return answer.json();
  }
}

/** What the page of examples calls otherwise than the gallery does. */
const inGallery: Record<string, string> = { orders: 'order-stages', classic: 'count-classic' };

const example = (name: string): string =>
  name === 'retries'
    ? retries
    : readFileSync(new URL(`../../gallery/${inGallery[name] ?? name}/flow.yaml`, import.meta.url), 'utf8');

/** A state machine with so many states, one behind the other, with a choice now and then. */
export function longFlow(states: number): string {
  const rows = Array.from({ length: states }, (_, i) => {
    const next = i + 1 < states ? `Next: s${i + 1}` : 'End: true';
    return i % 10 === 5 && i + 2 < states
      ? `  - Name: s${i}\n    Type: Choice\n    Branches: [{ Condition: $Input.n > ${i}, Next: s${i + 2} }]\n    Default: s${i + 1}\n`
      : `  - { Name: s${i}, Type: Pass, ${next} }\n`;
  });
  return `Type: StateMachine\nSpecVersion: v1\nStartAt: s0\nStates:\n${rows.join('')}`;
}
