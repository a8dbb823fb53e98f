import type { Page } from '@playwright/test';
import { expect, isWhole, test } from '../e2e/fixture.ts';
import { Seed } from '../e2e/seed.ts';
import { Server } from '../e2e/server.ts';

/** The pictures of the README: `npm run pictures` makes them anew. */
const server = new Server();
const seed = () => new Seed(server.url);

test.beforeAll(async () => {
  await server.start();
  await seed().flow('orders');
  await seed().flow('charge', example);
  for (const [name, total] of Object.entries({ monday: 120, tuesday: 0, wednesday: 80 })) {
    await seed().start('orders', name, { total, items: [1, 2, 3] });
    await seed().ended('orders', name);
  }
});
test.afterAll(() => server.remove());
test.use({ viewport: { width: 1200, height: 800 } });

async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.screenshot({ path: `../docs/images/console-${name}.png` });
}

test('an execution that is tried again', async ({ page }) => {
  await seed().start('charge', 'order-17', { sum: 12 });
  await page.goto(`${server.url}/console/executions/charge/order-17`);
  await expect(page.locator('.page-head')).toContainText('Retrying');
  await isWhole(page);
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
  await take(page, 'execution');
});

test('a flow', async ({ page }) => {
  await page.goto(`${server.url}/console/flows/orders`);
  await page.locator('.react-flow__node').filter({ hasText: 'review' }).click();
  await isWhole(page);
  await expect(page.locator('.cm-activeLine')).toContainText('review');
  await take(page, 'flow');
});

test('the editor, before something is saved', async ({ page }) => {
  await page.goto(`${server.url}/console/editor/orders`);
  const line = page.locator('.cm-line').filter({ hasText: '$Input.total <= 0' });
  await line.click();
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('100');
  await page.keyboard.press('Home');
  await page.keyboard.press('Home');
  await page.getByText('Replay', { exact: true }).click();
  await expect(page.getByText('Valid', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Replay' }).click();
  await expect(page.getByText(/of 3 end the same/)).toBeVisible();
  await isWhole(page);
  await take(page, 'editor');
});

/** Calls a port where nobody listens. */
const example = `Type: StateMachine
SpecVersion: v1
StartAt: charge
States:
  - Name: charge
    Type: Task
    Action: HTTP:Request
    Parameters: { url: "http://127.0.0.1:9/charge", method: POST, body.$: $Input }
    Retry: [{ Errors: [FnF.ALL], MaxAttempts: 4, IntervalSeconds: 30 }]
    Catch: [{ Errors: [Payment.Refused], Next: refund }]
    Next: thank
  - { Name: refund, Type: Pass, Next: thank }
  - { Name: thank, Type: Succeed }
`;
