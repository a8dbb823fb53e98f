import { accessFaults, expect, test, turnDark } from './fixture.ts';
import { calling, sending } from './flows.ts';
import { Seed } from './seed.ts';
import { Server } from './server.ts';

const server = new Server();
const empty = new Server();

test.beforeAll(async () => {
  await Promise.all([server.start(), empty.start()]);
  const seed = new Seed(server.url);
  await seed.flow('calling', calling);
  await seed.flow('sending', sending);
  await seed.start('calling', 'one', {});
  await seed.start('sending', 'one', { greeting: 'hello', size: 9007199254740993n.toString() });
  await Promise.all([seed.ended('calling', 'one'), seed.ended('sending', 'one')]);
});
test.afterAll(() => Promise.all([server.remove(), empty.remove()]));

test('targets say where calls go, how they went, and lead to what failed', async ({ page }) => {
  await page.goto(`${server.url}/console/targets`);
  const http = page.getByRole('region').filter({ hasText: 'HTTP:Request' });
  await expect(http).toContainText('HTTP.RequestFailed');
  await expect(http).toContainText('127.0.0.1:9');
  expect(await accessFaults(page)).toEqual([]);
  await turnDark(page);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await accessFaults(page)).toEqual([]);
  await http.getByRole('link', { name: 'calling/one' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'one' })).toBeVisible();
});

test('a target is looked at when asked, and one that cannot be says why', async ({ page }) => {
  await page.goto(`${server.url}/console/targets`);
  const http = page.getByRole('region').filter({ hasText: 'HTTP:Request' });
  await expect(http.getByRole('button', { name: /^Check now/ })).toHaveAttribute('aria-disabled', 'true');
  const messages = page.getByRole('region').filter({ hasText: 'MNS:SendMessage' });
  await messages.getByRole('button', { name: /^Check now/ }).click();

  await expect(messages.getByRole('status')).toContainText('Reachable');
});

test('what was sent lies in its queue, and can be looked at and sent to', async ({ page }) => {
  await page.goto(`${server.url}/console/sent`);
  await expect(page.getByRole('region', { name: 'Topics' })).toContainText('1 published');
  await page.getByRole('link', { name: 'greetings' }).click();
  await expect(page).toHaveURL(/queue=greetings/);
  const queue = page.getByRole('region', { name: 'greetings' });
  await queue.getByText('"greeting"').first().click();
  await expect(queue.getByRole('group', { name: /^JSON/ })).toContainText('9007199254740993');
  expect(await accessFaults(page)).toEqual([]);
  await queue.getByRole('button', { name: 'Send a message' }).click();
  await page.getByRole('dialog').getByLabel('Message').fill('plain words');
  expect(await accessFaults(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Send a message' }).click();
  await expect(queue.getByText('plain words')).toBeVisible();
  await turnDark(page);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  expect(await accessFaults(page)).toEqual([]);
});

test('where nothing was sent yet it says how to', async ({ page }) => {
  await page.goto(`${empty.url}/console/sent`);
  await expect(page.getByText(/There is no queue yet/)).toBeVisible();

  expect(await accessFaults(page)).toEqual([]);
});
