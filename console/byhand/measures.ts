import { readFileSync } from 'node:fs';
import { expect, test } from '../e2e/fixture.ts';
import { longFlow, Seed } from '../e2e/seed.ts';
import { Server } from '../e2e/server.ts';
import { layout } from '../src/graph/layout.ts';
import type { Outline } from '../src/graph/outline.ts';

/**
 * What it costs to come from an address to a graph that is drawn: `npm run measure` prints it. Beside the time by the clock stands
 * that of the processor, which says the same on a machine that has other things to do.
 */
const server = new Server();
const sizes = [60, 200, 300, 2_000, 10_000];

test.beforeAll(() => server.start());
test.afterAll(() => server.remove());

for (const states of sizes) {
  test(`a flow of ${states} states`, async ({ page }) => {
    const name = `long-${states}`;
    await new Seed(server.url).flow(name, longFlow(states));
    const outline = (await (await fetch(`${server.url}/sluice/api/v1/flows/${name}/outline`)).json()) as Outline;
    layout(outline, new Set());
    const before = process.cpuUsage();
    layout(outline, new Set());
    const laidOut = process.cpuUsage(before).user / 1000;

    // Once to fill the browser's cache, once to be measured.
    await page.goto(`${server.url}/console/flows/${name}`);
    await expect(page.locator('.react-flow__node').first()).toBeVisible({ timeout: 120_000 });
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const spent = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return 1000 * (metrics.find((each) => each.name === 'TaskDuration')?.value ?? 0);
    };
    const begun = [await spent(), performance.now()] as const;
    await page.reload();
    await expect(page.locator('.react-flow__node').first()).toBeVisible({ timeout: 120_000 });
    const [busy, clock] = [(await spent()) - begun[0], performance.now() - begun[1]];
    const drawn = await page.locator('.react-flow__node').count();
    const parts = [
      `layout ${laidOut.toFixed(0)} ms of processor (in the worker)`,
      `page ${busy.toFixed(0)} ms of processor`,
      `${clock.toFixed(0)} ms by the clock`,
      `${drawn} boxes in view`,
    ];
    // biome-ignore lint/suspicious/noConsole: it is what this is run for
    console.log(`${states} states: ${parts.join(', ')}; load ${readFileSync('/proc/loadavg', 'utf8').split(' ')[0]}`);
  });
}
