import { accessFaults, expect, test, turnDark } from './fixture.ts';
import { longFlow, Seed } from './seed.ts';
import { Server } from './server.ts';

/** Slow enough for a batch to be given up while it goes on, on any machine. */
const server = new Server({ SLUICE_ENGINE_BATCH_ITEMS_PER_SECOND: '4' });
const many = 400;

test.beforeAll(async () => {
  await server.start();
  const seed = new Seed(server.url);
  await seed.flow('orders');
  await seed.flow('short', longFlow(1));
});
test.afterAll(() => server.remove());

test.describe.configure({ mode: 'serial' });

test('no batches yet: the page says how one is made', async ({ page }) => {
  await page.goto(`${server.url}/console/executions`);
  await page.getByRole('link', { name: 'Batches' }).click();

  await expect(page.getByText(/^There are no batches/)).toBeVisible();
  expect(await accessFaults(page)).toEqual([]);
});

test('all that match are redriven: first how many and which, then how far it is', async ({ page }) => {
  const seed = new Seed(server.url);
  for (const name of ['a', 'b', 'c']) {
    await seed.start('orders', name, { total: 0, items: [] });
    await seed.ended('orders', name);
  }
  await page.goto(`${server.url}/console/executions?flow=orders&status=Failed`);
  await page.getByRole('button', { name: 'All that match…' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('list', { name: 'Filter' })).toContainText('orders');
  await expect(dialog.getByText('3 executions')).toBeVisible();
  expect(await accessFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Redrive 3' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Redrive' })).toBeVisible();
  await expect(page.locator('.page-head')).toContainText('Done');
  await expect(page.getByText('Nothing failed so far.')).toBeVisible();
  await page.getByText('All', { exact: true }).click();
  await expect(page).toHaveURL(/show=all/);
  await expect(page.getByRole('grid', { name: 'What it has taken up' }).getByRole('link')).toHaveCount(3);
  await expect(page.getByRole('button', { name: /^Give up/ })).toHaveAccessibleDescription('It is over already.');
  expect(await accessFaults(page)).toEqual([]);
  await turnDark(page);
  expect(await accessFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await accessFaults(page)).toEqual([]);
});

test('what could not be done is listed with the reason', async ({ page }) => {
  // None of the states that they failed in is there any more.
  await new Seed(server.url).flow('orders', longFlow(1));
  await page.goto(`${server.url}/console/executions?flow=orders`);
  await page.getByRole('button', { name: 'All that match…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('There is none that this can be done to.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Stop' })).toBeDisabled();
  await dialog.getByText('Run again', { exact: true }).click();
  await dialog.getByRole('textbox', { name: /^Input of each/ }).fill('[1]');
  await expect(dialog.getByRole('button', { name: 'Run 3 again' })).toBeDisabled();
  await dialog.getByText('Redrive', { exact: true }).click();
  await dialog.getByText('As the flow stands now').click();
  await dialog.getByRole('button', { name: 'Redrive 3' }).click();

  await expect(page.locator('.page-head')).toContainText('Done');
  const rows = page.getByRole('grid', { name: 'What it has taken up' }).getByRole('row').filter({ hasText: 'orders/' });
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText('Not done');
  await expect(rows.first().locator('code')).toHaveText(/\w+/);
  expect(await accessFaults(page)).toEqual([]);
});

test('a batch is given up while it goes on, and the list of batches says so', async ({ page }) => {
  const seed = new Seed(server.url);
  await Promise.all(Array.from({ length: many }, (_, i) => seed.start('short', `n${i}`, {})));
  await Promise.all(Array.from({ length: many }, (_, i) => seed.ended('short', `n${i}`)));
  await page.goto(`${server.url}/console/executions?flow=short`);
  await page.getByRole('button', { name: 'All that match…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Delete', { exact: true }).click();
  await dialog.getByRole('button', { name: `Delete ${many}` }).click();
  await expect(page.getByRole('progressbar', { name: 'How far it is' })).toBeVisible();
  expect(await accessFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Give up' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Give up' }).click();
  await expect(page.locator('.page-head')).toContainText('Given up');
  await page.getByRole('link', { name: 'Batches' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Delete' })).toContainText('Given up');
  expect(await accessFaults(page)).toEqual([]);
  await page.getByRole('row').filter({ hasText: 'Redrive' }).first().focus();
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { level: 1, name: 'Redrive' })).toBeVisible();
});

test('a filter that cannot be asked for starts no batch', async ({ page }) => {
  await page.goto(`${server.url}/console/executions?colour=red`);

  await expect(page.getByRole('button', { name: /^All that match/ })).toHaveAccessibleDescription(/remove it first/);
});
