// The same load for Sluice and for Restate, one after the other, and how they compare: main.mjs [SECONDS]

import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';

import { Restate } from './restate.mjs';
import { Sluice } from './sluice.mjs';

const seconds = Number(process.argv[2] ?? 10);
const sleepers = 10_000;
const inFlight = 1_000;
const callers = 64;

// Restate gives up the connection of a handler that has slept for a minute.
const settlingSeconds = 75;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Has callers run a flow again and again. Milliseconds of each run, ascending. */
async function runs(peer, flow, callers, seconds) {
  const times = [];
  const round = Math.random().toString(36).slice(2);
  const end = performance.now() + seconds * 1000;
  await Promise.all(Array.from({ length: callers }, async (_, caller) => {
    for (let i = 0; performance.now() < end; i++) {
      const begun = performance.now();
      await peer.run(flow, `r${round}-${caller}-${i}`);
      times.push(performance.now() - begun);
    }
  }));
  return times.sort((a, b) => a - b);
}

async function begin(peer, flow, count) {
  let next = 0;
  await Promise.all(Array.from({ length: callers }, async () => {
    while (next < count) {
      await peer.begin(flow, `${flow}-${next++}`);
    }
  }));
}

const measures = [
  {
    what: `ten no-op steps in sequence, ${callers} callers, executions/s`,
    more: true,
    async of(peer) {
      await runs(peer, 'ten', callers, 3);
      return (await runs(peer, 'ten', callers, seconds)).length / seconds;
    },
  },
  {
    what: 'one step, one caller, p50 in ms',
    async of(peer) {
      await runs(peer, 'one', 1, 3);
      const times = await runs(peer, 'one', 1, seconds);
      return times[times.length >> 1];
    },
  },
  {
    what: `${inFlight} in flight, kill -9: from the new start to the last end, s`,
    async of(peer) {
      await begin(peer, 'flight', inFlight);
      await pause(1_000);
      await peer.kill();
      const begun = performance.now();
      await peer.start();
      while (await peer.hasRunning('flight')) {
        await pause(50);
      }

      return (performance.now() - begun) / 1000;
    },
  },
  {
    what: `${sleepers} sleepers, memory of the server, KiB each`,
    async of(peer) {
      const before = await peer.residentKiB();
      await begin(peer, 'sleeper', sleepers);
      await pause(settlingSeconds * 1000);
      return (await peer.residentKiB() - before) / sleepers;
    },
  },
];

const directory = await mkdtemp(join(tmpdir(), 'sluice-peers-'));
const peers = [new Sluice(directory), new Restate(directory)];
try {
  for (const peer of peers) {
    await peer.start();
    await peer.prepare();
  }

  console.log(`${cpus().length} processors, load generator and Restate's service included`);
  for (const { what, more, of } of measures) {
    const [sluice, restate] = [await of(peers[0]), await of(peers[1])];
    const ratio = more ? sluice / restate : restate / sluice;
    console.log(
      `${what.padEnd(68)} Sluice ${sluice.toFixed(2).padStart(9)}   Restate ${restate.toFixed(2).padStart(9)}   `
      + `${ratio.toFixed(1)} x as good`);
  }
} finally {
  await Promise.all(peers.map((peer) => peer.kill()));
  await rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

process.exit(0);
