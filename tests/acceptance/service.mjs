// A service on loopback that tasks call.

import { once } from 'node:events';
import { createServer } from 'node:http';

export class Service {
  #server;
  #waiting = [];

  /** Every call that has come: { headers, body }, the body read as JSON. */
  calls = [];

  url;

  /** @param {(call, response) => void} answer How to answer a call; 200 with {"ok":true} when not given. */
  static async start(answer = (_, response) => response.setHeader('Content-Type', 'application/json').end('{"ok":true}')) {
    const service = new Service();
    service.#server = createServer(async (request, response) => {
      const chunks = await request.toArray();
      const call = { headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString() || 'null') };
      service.calls.push(call);
      service.#waiting.splice(0).forEach((look) => look());
      answer(call, response);
    });
    service.#server.listen(0, '127.0.0.1');
    await once(service.#server, 'listening');
    service.url = `http://127.0.0.1:${service.#server.address().port}/`;
    return service;
  }

  /** Waits until so many calls have come. */
  async called(count) {
    while (this.calls.length < count) {
      await new Promise((look) => this.#waiting.push(look));
    }

    return this.calls;
  }

  async stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
