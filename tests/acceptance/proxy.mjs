// Stands between a client and a server, and changes the headers of a request on its way.

import { once } from 'node:events';
import { createServer, request } from 'node:http';

export class Proxy {
  #server;

  /** Where it listens, such as 127.0.0.1:40123. */
  endpoint;

  /** @param {(headers: object) => void} change Applied to the headers of every request. */
  static async start(target, change) {
    const proxy = new Proxy();
    const [host, port] = target.split(':');
    proxy.#server = createServer((from, to) => {
      change(from.headers);
      const onward = request({ host, port, method: from.method, path: from.url, headers: from.headers }, (answer) => {
        to.writeHead(answer.statusCode, answer.headers);
        answer.pipe(to);
      });
      onward.on('error', () => to.destroy());
      from.pipe(onward);
    });
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    proxy.endpoint = `127.0.0.1:${proxy.#server.address().port}`;
    return proxy;
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
