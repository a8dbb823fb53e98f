// The small service that the flows of docs/language call: node docs/language/service.mjs [PORT [SLUICE]]
//
//   /echo                    200 with the call: { method, query, body }
//   /status/418              that status, with a text
//   /flaky/NAME              503 for the first two calls of each NAME, then 200 with { tries }
//   /approvals               202; soon afterwards it reports on the task: approved up to an amount of 1000, else it fails
//   /invoke                  the functions: double, fetchPage, approve
//
// double makes { n } into { doubled }, and fails as NotANumber without a number; fetchPage makes { from } into one of two
// pages, { rows, cursor, hasMore }; approve reports like /approvals, by the token in its event.
//
// Reports go to the Sluice at http://127.0.0.1:8700, which has to be open (no keys set).

import { createServer } from 'node:http';

const [port = '9000', sluice = 'http://127.0.0.1:8700'] = process.argv.slice(2);
const tries = new Map();

createServer(async (request, response) => {
  const url = new URL(request.url, 'http://service');
  const body = parsed(Buffer.concat(await request.toArray()).toString());
  const answer = (status, value) => response
    .writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
  const [, kind, part] = url.pathname.split('/');
  const name = part ?? request.headers['x-fc-function-name'];

  if (kind === 'echo') {
    answer(200, { method: request.method, query: Object.fromEntries(url.searchParams), body });
  } else if (kind === 'status') {
    response.writeHead(Number(name)).end(`this is ${name}`);
  } else if (kind === 'flaky') {
    tries.set(name, (tries.get(name) ?? 0) + 1);
    answer(tries.get(name) <= 2 ? 503 : 200, { tries: tries.get(name) });
  } else if (kind === 'approvals') {
    answer(202, {});
    await report(request.headers['x-fnf-http-callback-task-token'], body.amount);
  } else if (name === 'double' && typeof body.n === 'number') {
    answer(200, { doubled: 2 * body.n });
  } else if (name === 'double') {
    answer(400, { errorType: 'NotANumber', errorMessage: 'n must be a number' });
  } else if (name === 'fetchPage') {
    answer(200, { rows: [{ id: body.from + 1 }], cursor: body.from + 1, hasMore: body.from === 0 });
  } else if (name === 'approve') {
    answer(200, {});
    await report(body.token, body.amount);
  } else {
    answer(404, { errorMessage: `there is no ${kind} ${name}` });
  }
}).listen(Number(port), '127.0.0.1', () => console.log(`The service listens on http://127.0.0.1:${port}`));

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function report(TaskToken, amount) {
  const outcome = amount <= 1000
    ? { Action: 'ReportTaskSucceeded', Output: JSON.stringify({ approved: true, amount }) }
    : { Action: 'ReportTaskFailed', Error: 'TooMuch', Cause: `${amount} is more than 1000` };
  await fetch(sluice, {
    method: 'POST', body: new URLSearchParams({ Version: '2019-03-15', TaskToken, ...outcome }),
  });
}
