import { expect, test } from '../e2e/fixture.ts';
import { longFlow, Seed } from '../e2e/seed.ts';
import { Server } from '../e2e/server.ts';

/** How long it takes from an address to a graph that is drawn: `npm run measure` prints it. */
const server = new Server();
const sizes = [60, 200, 300, 2_000, 10_000];

test.beforeAll(() => server.start());
test.afterAll(() => server.remove());

for (const states of sizes) {
  test(`a flow of ${states} states`, async ({ page }) => {
    const seed = new Seed(server.url);
    await seed.flow(`long-${states}`, longFlow(states));
    await page.addInitScript(() => {
      const seen: Record<string, number> = {};
      (window as unknown as { seen: typeof seen }).seen = seen;
      const look = (name: string, selector: string) => {
        if (seen[name] === undefined && document.querySelector(selector) !== null) {
          seen[name] = Math.round(performance.now());
        }
      };
      new MutationObserver(() => {
        look('page', 'h1');
        look('graph', '.react-flow__node');
      }).observe(document, { subtree: true, childList: true });
    });
    // Once to fill the browser's cache, once to be measured.
    for (const round of ['first', 'second']) {
      await page.goto(`${server.url}/console/flows/long-${states}`);
      await expect(page.locator('.react-flow__node').first()).toBeVisible({ timeout: 120_000 });
      const seen = await page.evaluate(() => (window as unknown as { seen: Record<string, number> }).seen);
      const longest = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            // How long one frame takes while it is moved.
            const pane = document.querySelector('.react-flow__pane');
            let [frames, worst, before] = [0, 0, performance.now()];
            const frame = (time: number) => {
              worst = Math.max(worst, time - before);
              before = time;
              pane?.dispatchEvent(new WheelEvent('wheel', { deltaY: 40, bubbles: true, cancelable: true }));
              frames += 1;
              frames < 30 ? requestAnimationFrame(frame) : resolve(Math.round(worst));
            };
            requestAnimationFrame(frame);
          }),
      );
      const drawn = await page.locator('.react-flow__node').count();
      // biome-ignore lint/suspicious/noConsole: it is what this is run for
      console.log(
        `${states} states, ${round}: page ${seen.page} ms, graph ${seen.graph} ms, ${drawn} drawn, frame ≤ ${longest} ms`,
      );
    }
  });
}
