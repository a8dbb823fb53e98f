import { accessFaults, expect, isWhole, picture, test, turnDark } from './fixture.ts';
import { longFlow, Seed } from './seed.ts';
import { Server } from './server.ts';

const server = new Server();
const empty = new Server();

test.beforeAll(async () => {
  await Promise.all([server.start(), empty.start()]);
  const seed = new Seed(server.url);
  await Promise.all(['orders', 'retries', 'hello'].map((name) => seed.flow(name)));
  await seed.flow('long', longFlow(300));
  await seed.schedule('hello', 'noon', 'CRON_TZ=Asia/Shanghai 0 0 12 * * *');
  await seed.start('orders', 'small', { total: 120, items: [1, 2, 3] });
  await seed.start('orders', 'nothing', { total: 0, items: [] });
  await seed.start('retries', 'again', { sum: 12 });
  await seed.start('long', 'one', { n: 100 });
  await Promise.all([seed.ended('orders', 'small'), seed.ended('long', 'one')]);
});

test.afterAll(() => Promise.all([server.remove(), empty.remove()]));

const pages = [
  { path: '/', ready: 'Home' },
  { path: '/flows', ready: 'Flows' },
  { path: '/flows/orders', ready: 'orders' },
  { path: '/flows/long', ready: 'long' },
  { path: '/editor', ready: 'New flow' },
  { path: '/editor/orders', ready: 'Edit orders' },
  { path: '/executions?status=Failed&from=-24h', ready: 'Executions' },
  { path: '/executions/long/one', ready: 'one' },
  { path: '/executions/orders/small', ready: 'small' },
  { path: '/executions/orders/nothing', ready: 'nothing' },
  { path: '/executions/retries/again', ready: 'again' },
  { path: '/batches', ready: 'Batches' },
  { path: '/inbox', ready: 'Inbox' },
  { path: '/schedules', ready: 'Schedules' },
  { path: '/targets', ready: 'Targets' },
  { path: '/sent', ready: 'Sent' },
  { path: '/examples', ready: 'Examples' },
  { path: '/system', ready: 'System' },
  { path: '/system/calls', ready: 'Record of calls' },
];

for (const { path, ready } of pages) {
  test(`${path} is for everybody: in the light, in the dark, in Chinese, and on a telephone`, async ({ page }) => {
    await page.goto(`${server.url}/console${path}`);
    await expect(page.getByRole('heading', { level: 1, name: ready, exact: true })).toBeVisible();
    await isWhole(page);
    if (path.startsWith('/editor')) {
      await expect(page.getByText('Valid', { exact: true })).toBeVisible();
    }
    expect(await accessFaults(page)).toEqual([]);
    await picture(page, path, 'en-light-1280');
    await page.getByRole('button', { name: '中文' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
    await turnDark(page);
    expect(await accessFaults(page)).toEqual([]);
    await picture(page, path, 'zh-dark-1280');
    await page.setViewportSize({ width: 390, height: 844 });

    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await accessFaults(page)).toEqual([]);
    await picture(page, path, 'zh-dark-390');
  });
}

for (const path of ['/', '/flows', '/executions', '/batches', '/inbox', '/schedules', '/targets', '/sent', '/system']) {
  test(`${path} of an empty server is for everybody, too`, async ({ page }) => {
    await page.goto(`${empty.url}/console${path}`);
    await isWhole(page);
    expect(await accessFaults(page)).toEqual([]);
    await picture(page, path, 'empty-en-light-1280');
    await page.setViewportSize({ width: 390, height: 844 });

    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await picture(page, path, 'empty-en-light-390');
  });
}

test('an empty server says what to do next', async ({ page }) => {
  await page.goto(`${empty.url}/console/flows`);
  await page.getByRole('link', { name: 'Try an example' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Examples' })).toBeFocused();
});

test('what is not there is said, with a way on', async ({ page, watched }) => {
  watched.expected.push(/40[04]/);
  await page.goto(`${server.url}/console/executions/orders/never`);
  await expect(page.getByRole('alert')).toContainText('ExecutionNotExists');
  await page.goto(`${server.url}/console/nowhere`);

  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
});

test('every page speaks Chinese, and the choice is kept', async ({ page }) => {
  await page.goto(`${server.url}/console/executions/orders/nothing`);
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.getByRole('heading', { name: '原因' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.reload();

  await expect(page.getByRole('heading', { name: '原因' })).toBeVisible();
});

test.describe('in the dark', () => {
  test.use({ colorScheme: 'dark' });

  test('a page is dark before any script of it has run', async ({ page, watched }) => {
    watched.expected.push(/ERR_FAILED/);
    await page.route(/assets\/.*\.js/, (route) => route.abort());
    const blocked = page.waitForRequest(/assets\/.*\.js/);
    await page.goto(`${server.url}/console/`).catch(() => undefined);
    await blocked;

    await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(18, 22, 28)');
  });
});

test('three hundred states are drawn, and the last one is found', async ({ page }) => {
  await page.goto(`${server.url}/console/executions/long/one`);
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
  await page.getByRole('textbox', { name: 'Search steps and errors' }).fill('s299');
  await page.getByRole('button', { name: /s299/ }).click();

  await expect(page.locator('.node-chosen')).toContainText('s299');
  expect(await page.locator('.react-flow__node').count()).toBeLessThanOrEqual(500);
});

test('what has changed since a version was published is shown line by line', async ({ page }) => {
  const seed = new Seed(server.url);
  await seed.flow('versions', longFlow(2));
  await page.goto(`${server.url}/console/flows/versions`);
  await page.getByRole('button', { name: 'Publish as it stands' }).click();
  const panel = page.getByRole('region', { name: 'Versions and aliases' });
  await panel.getByRole('button', { name: 'Changes' }).click();
  const dialog = page.getByRole('dialog', { name: 'Changed since version 1' });
  await expect(dialog).toContainText('Nothing has changed.');
  await page.keyboard.press('Escape');
  await seed.flow('versions', `${longFlow(2)}# slower\n`);
  await page.reload();
  await panel.getByRole('button', { name: 'Changes' }).click();

  await expect(dialog.locator('.cm-changedLine')).toContainText('# slower');
  expect(await accessFaults(page)).toEqual([]);
});

test('what failed alone is one key away, and events are left out by kind and by state', async ({ page }) => {
  await page.goto(`${server.url}/console/executions/orders/nothing`);
  const steps = page.getByRole('grid', { name: 'Steps' }).getByRole('row');
  await expect(steps).toHaveCount(2);
  await page.keyboard.press('f');
  await expect(steps).toHaveCount(1);
  await expect(steps).toContainText('refuse');
  await page.getByRole('tab', { name: /^Events/ }).click();
  const events = page.getByRole('group', { name: 'Events' }).getByRole('button');
  await page.getByRole('combobox', { name: 'State' }).fill('size');
  await page.getByRole('combobox', { name: 'State' }).press('Enter');
  await expect(events.filter({ hasText: 'refuse' })).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Kind of event' }).fill('StepEntered');
  await page.getByRole('combobox', { name: 'Kind of event' }).press('Enter');

  await expect(events).toHaveCount(1);
  expect(await accessFaults(page)).toEqual([]);
});

test('the keyboard alone goes from page to page', async ({ page }) => {
  await page.goto(`${server.url}/console/`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.getByRole('dialog').getByText('This help')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('g');
  await page.keyboard.press('f');
  await expect(page.getByRole('heading', { level: 1, name: 'Flows' })).toBeFocused();
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: 'Page, flow, execution or action' });
  await expect(box).toBeFocused();
  expect(await accessFaults(page)).toEqual([]);
  await page.keyboard.type('orders/sm');
  await expect(page.getByRole('option', { name: 'Execution orders/small' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'small' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('sched');
  await expect(page.getByRole('option').first()).toContainText('Schedules');
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { level: 1, name: 'Schedules' })).toBeVisible();
});
