import { accessFaults, expect, test, turnDark } from './fixture.ts';
import { mapping } from './flows.ts';
import { Seed } from './seed.ts';
import { Server } from './server.ts';

const server = new Server();
const numbers = Array.from({ length: 300 }, (_, at) => (at % 50 === 49 ? -1 : at));

test.beforeAll(async () => {
  await server.start();
  const seed = new Seed(server.url);
  await seed.flow('numbers', mapping);
  await seed.start('numbers', 'one', { numbers });
  await seed.start('numbers', 'good', { numbers: [1, 2, 3] });
  await Promise.all([seed.ended('numbers', 'one'), seed.ended('numbers', 'good')]);
});
test.afterAll(() => server.remove());

test('a map run says how far it came, which items failed, and leads to each of them', async ({ page }) => {
  await page.goto(`${server.url}/console/executions/numbers/one`);
  await page.getByRole('region', { name: 'Distributed maps' }).getByRole('link', { name: 'Each' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Map Each' })).toBeVisible();
  await expect(page.locator('.page-head')).toContainText('Failed');
  await expect(page.getByRole('region', { name: 'How far it is' })).toContainText('300 items');
  expect(await accessFaults(page)).toEqual([]);
  const rows = page.getByRole('grid', { name: 'Items' }).getByRole('row');
  await page.getByRole('radiogroup', { name: 'Status' }).getByText('Failed').click();
  await expect(page).toHaveURL(/status=Failed/);
  await expect(rows.filter({ hasText: 'Succeeded' })).toHaveCount(0);
  await expect(rows.filter({ hasText: 'Negative' }).first()).toBeVisible();
  await turnDark(page);
  expect(await accessFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await accessFaults(page)).toEqual([]);
  await rows.filter({ hasText: 'Negative' }).first().getByRole('link').click();

  await expect(page.getByText('Negative "below zero"').first()).toBeVisible();
});

test('what failed in a map run is redriven once one has seen how many items that are', async ({ page }) => {
  await page.goto(`${server.url}/console/executions/numbers/one`);
  await page.getByRole('region', { name: 'Distributed maps' }).getByRole('link', { name: 'Each' }).click();
  await page.getByRole('button', { name: 'Redrive' }).click();
  const dialog = page.getByRole('dialog');

  await expect(dialog.getByText(/\d+ items stay, \d+ run again/)).toBeVisible();
});

test('what went well is not redriven, and that is said', async ({ page }) => {
  await page.goto(`${server.url}/console/executions/numbers/good`);
  await page.getByRole('region', { name: 'Distributed maps' }).getByRole('link', { name: 'Each' }).click();

  await expect(page.getByRole('button', { name: /^Redrive/ })).toHaveAccessibleDescription(/has succeeded/);
});
