// The service whose handlers Restate runs: service.mjs PORT

import { createServer } from 'node:http2';

import * as restate from '@restatedev/restate-sdk';

const step = (context) => context.run(() => null);

const bench = restate.service({
  name: 'bench',
  handlers: {
    ten: async (context) => {
      for (let i = 0; i < 10; i++) {
        await step(context);
      }
    },
    one: step,
    sleeper: (context) => context.sleep({ hours: 1 }),
    flight: async (context) => {
      for (let i = 0; i < 3; i++) {
        await step(context);
        await context.sleep({ seconds: 2 });
      }
    },
  },
});

createServer(restate.createEndpointHandler({ services: [bench] })).listen(Number(process.argv[2]), '127.0.0.1');
