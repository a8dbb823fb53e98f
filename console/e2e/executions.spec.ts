import { accessFaults, expect, test } from './fixture.ts';
import { Seed } from './seed.ts';
import { Server } from './server.ts';

const server = new Server();
const empty = new Server();
const many = 240;

test.beforeAll(async () => {
  await Promise.all([server.start(), empty.start()]);
  const seed = new Seed(server.url);
  await Promise.all(['orders', 'retries', 'hello'].map((name) => seed.flow(name)));
  await seed.flow('quick', quick);
  await seed.searchKeys('quick', [{ name: 'number', path: '$.number' }]);
  for (let i = 0; i < many; i += 40) {
    await Promise.all(
      Array.from({ length: 40 }, (_, k) =>
        seed.start('quick', `run-${String(i + k).padStart(3, '0')}`, { number: i + k }),
      ),
    );
  }
  await seed.start('orders', 'nothing', { total: 0, items: [] });
  await seed.start('retries', 'again', { sum: 12 });
  await Promise.all([seed.ended('orders', 'nothing'), seed.ended('quick', `run-${many - 1}`)]);
});

test.afterAll(() => Promise.all([server.remove(), empty.remove()]));

test('an address with a filter shows what matches it, and how many', async ({ page }) => {
  await page.goto(`${server.url}/console/executions?flow=quick&status=Succeeded`);
  const grid = page.getByRole('grid', { name: 'Executions' });
  await expect(page.getByText(`${many} executions`)).toBeVisible();
  await expect(grid).toHaveAttribute('aria-rowcount', String(many + 1));
  await expect(page.getByRole('list', { name: 'Filter' }).getByRole('listitem')).toHaveText([
    'Flow quick',
    'Status Succeeded',
  ]);

  expect(await grid.getByRole('row').count()).toBeLessThan(60);
});

test('the last of many is reached with one key, and Back brings one there again', async ({ page }) => {
  await page.goto(`${server.url}/console/executions?flow=quick`);
  const grid = page.getByRole('grid', { name: 'Executions' });
  await grid.getByRole('row').nth(1).focus();
  await expect(async () => {
    await page.keyboard.press('End');
    await expect(grid.locator('[aria-rowindex="241"]')).toBeFocused({ timeout: 300 });
  }).toPass();
  await page.keyboard.press('k');
  await expect(grid.locator('[aria-rowindex="240"]')).toBeFocused();
  const name = (await grid.locator('[aria-rowindex="240"]').getByRole('link').textContent()) ?? '';
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
  await page.goBack();

  await expect(grid.locator('[aria-rowindex="240"]')).toBeInViewport();
  await expect(page).toHaveURL(/\?flow=quick$/);
});

test('the one box takes a beginning of a name, and a key with a value', async ({ page }) => {
  await page.goto(`${server.url}/console/executions`);
  await expect(page.getByRole('grid')).toBeVisible();
  await page.keyboard.press('/');
  const box = page.getByRole('textbox', { name: 'Name, or key=value' });
  await expect(box).toBeFocused();
  await page.keyboard.type('run-01');
  await expect(page.getByText('10 executions')).toBeVisible();
  await expect(page).toHaveURL(/\?prefix=run-01$/);
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await box.fill('number=17');
  await box.press('Enter');

  await expect(page).toHaveURL(/\?key\.number=17$/);
  await expect(page.getByText('1 execution', { exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'quick/run-017' })).toBeVisible();
});

test('what failed, and what is tried again, each with one choice; Back undoes it', async ({ page }) => {
  await page.goto(`${server.url}/console/executions`);
  await page.getByRole('button', { name: 'Retrying' }).click();
  await expect(page.getByRole('link', { name: 'retries/again' })).toBeVisible();
  await expect(page.getByText('1 execution', { exact: true })).toBeVisible();
  await page.goBack();
  await expect(page.getByText(`${many + 2} executions`)).toBeVisible();
  await page.getByRole('button', { name: 'More filters' }).click();
  await page.getByLabel('Error').fill('Order.Empty');
  await page.getByLabel('Error').press('Enter');

  await expect(page).toHaveURL(/\?error=Order\.Empty$/);
  await expect(page.getByRole('row').filter({ hasText: 'orders/nothing' })).toContainText('refuse');
});

test('a part that the server does not know is struck, and stays until it is removed', async ({ page }) => {
  await page.goto(`${server.url}/console/executions?colour=red&flow=orders`);
  await expect(page.getByText('colour=red is no filter')).toBeVisible();
  expect(await accessFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Remove colour red' }).click();

  await expect(page).toHaveURL(/\?flow=orders$/);
  await expect(page.getByText('1 execution', { exact: true })).toBeVisible();
});

test('one that is started meanwhile is offered, and one that ends says so where it stands', async ({ page }) => {
  await page.goto(`${server.url}/console/executions?flow=hello`);
  await expect(page.getByText('No execution matches this filter.')).toBeVisible();
  const seed = new Seed(server.url);
  await seed.start('hello', 'meanwhile', { name: 'Ada' });
  await page.getByRole('button', { name: 'Show 1 new' }).click();
  const row = page.getByRole('row').filter({ hasText: 'meanwhile' });
  await expect(row).toBeVisible();
  await seed.ended('hello', 'meanwhile');

  await expect(row).toContainText('Succeeded');
});

test('a filter that the server refuses says why, and can be cleared', async ({ page, watched }) => {
  watched.expected.push(/404/);
  await page.goto(`${server.url}/console/executions?flow=nowhere`);
  await expect(page.getByRole('alert').first()).toContainText('FlowNotExists');
  await page.getByRole('button', { name: 'Clear the filter' }).click();

  await expect(page.getByText('executions', { exact: false }).first()).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('an empty list says how to fill it', async ({ page }) => {
  await page.goto(`${empty.url}/console/executions`);
  await expect(page.getByText('Nothing has been run yet.')).toBeVisible();
  expect(await accessFaults(page)).toEqual([]);

  await expect(page.getByRole('link', { name: 'Try an example' })).toBeVisible();
});

const quick = `Type: StateMachine
SpecVersion: v1
StartAt: only
States: [{ Name: only, Type: Succeed }]
`;
