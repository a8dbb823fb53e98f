import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test as base, expect, type Page } from '@playwright/test';

const axe: string = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Watched {
  /** Failures of the network that a test brings about itself. */
  readonly expected: RegExp[];
}

/** Every test fails for what no page may do: errors, broken policy, another host, a failed request. */
export const test = base.extend<{ watched: Watched }>({
  watched: [
    async ({ page }, use) => {
      const faults: string[] = [];
      const expected: RegExp[] = [];
      page.on('pageerror', (error) => faults.push(`page error: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') {
          faults.push(`console: ${message.text()} ${message.location().url}`);
        }
      });
      page.on('request', (request) => {
        if (!/^(http:\/\/127\.0\.0\.1:|blob:|data:)/.test(request.url())) {
          faults.push(`another host: ${request.url()}`);
        }
      });
      page.on('response', (response) => {
        if (response.status() >= 400) {
          faults.push(`answer: ${response.status()} ${response.url()}`);
        }
      });
      await page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) =>
          // biome-ignore lint/suspicious/noConsole: the fixture reads it there
          console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
        );
      });
      await use({ expected });
      expect(faults.filter((fault) => !expected.some((known) => known.test(fault)))).toEqual([]);
    },
    { auto: true },
  ],
});

/**
 * The system's theme changes while the page is open. Chromium evaluates that with the next frame, and a loaded machine has lost
 * one before: then it is told once more.
 */
export async function turnDark(page: Page): Promise<void> {
  await expect(async () => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark', { timeout: 5_000 });
  }).toPass();
}

/** A picture of a page, to be looked at: it stays in `test-results/pictures`. */
export async function picture(page: Page, ...name: readonly string[]): Promise<void> {
  await settled(page);
  const file = name.join('-').replace(/[^\w-]+/g, '_');
  await page.screenshot({ path: `test-results/pictures/${file}.png`, fullPage: true });
}

/** No panel waits for its content any more. */
export async function isWhole(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
}

/** What axe finds serious or worse on the page as it stands. It comes in by the debugger, which no policy holds up. */
export async function accessFaults(page: Page): Promise<string[]> {
  await settled(page);
  await page.evaluate(`${axe}; undefined`);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } };
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations
      .filter((each) => each.impact === 'serious' || each.impact === 'critical')
      .map(
        (each) =>
          `${each.id}: ${each.nodes
            .map((node) => `${node.html.slice(0, 200)} ${node.any[0]?.message ?? ''}`)
            .slice(0, 4)
            .join(' | ')}`,
      );
  });
}

/** Colours that are on their way from one theme to the other are neither. */
const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const frame = () => new Promise((resume) => requestAnimationFrame(resume));
    await frame();
    await frame();
    const finite = document.getAnimations().filter((each) => each.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(finite.map((each) => each.finished));
  });

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: { readonly html: string; readonly any: { readonly message: string }[] }[];
}

export { expect };
