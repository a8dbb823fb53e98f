// One way of calling for both, on connections that stay open.

import http from 'node:http';

const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });

/**
 * @param {object} request port, path, headers, body; POST where there is a body.
 * @returns {Promise<string>} The answer's body.
 */
export function call({ port, path, headers = {}, body }) {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { agent, host: '127.0.0.1', port, path, method: body === undefined ? 'GET' : 'POST', headers },
      (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          if (response.statusCode < 300) {
            resolve(text);
          } else {
            reject(new Error(`${path} answered ${response.statusCode}: ${text}`));
          }
        });
      });
    request.on('error', reject);
    request.end(body);
  });
}

/** Tries until it works. */
export async function until(milliseconds, attempt) {
  const end = Date.now() + milliseconds;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }

      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
