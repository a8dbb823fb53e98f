import { accessFaults, expect, test, turnDark } from './fixture.ts';
import { Seed } from './seed.ts';
import { Server } from './server.ts';

const server = new Server();
const guarded = new Server(
  {},
  `accessKey: { id: owner-key, secret: owner-secret-16 }
accounts:
  "1000000000000000":
    users:
      vera: { policies: [SluiceViewerAccess], accessKeys: [{ id: viewer-key, secret: viewer-secret-16 }] }
`,
);

test.beforeAll(async () => {
  await Promise.all([server.start(), guarded.start()]);
  const seed = new Seed(server.url);
  await seed.flow('hello');
  await seed.start('hello', 'one', {});
  await seed.start('hello', 'two', {}).then(() => seed.start('none', 'three', {}).catch(() => undefined));
});
test.afterAll(() => Promise.all([server.remove(), guarded.remove()]));

test('the record of calls says who did what and how it went, and the address keeps the filter', async ({ page }) => {
  await page.goto(`${server.url}/console/system`);
  await page.getByRole('link', { name: 'Record of calls' }).click();
  await expect(page).toHaveURL(/system\/calls/);
  const rows = page.getByRole('grid', { name: 'Record of calls' }).getByRole('row');
  // It is written behind the calls.
  await expect(async () => {
    await page.reload();
    await expect(rows.filter({ hasText: 'StartExecution' })).toHaveCount(3, { timeout: 5_000 });
  }).toPass();
  expect(await accessFaults(page)).toEqual([]);
  await page.getByRole('textbox', { name: 'Operation' }).fill('StartExecution');
  await page.getByRole('textbox', { name: 'Operation' }).press('Enter');
  await expect(page).toHaveURL(/operation=StartExecution/);
  await expect(rows.filter({ hasText: 'PutFlow' })).toHaveCount(0);
  await page.goto(`${server.url}/console/system/calls?operation=StartExecution&code=Failure`);
  await expect(rows.filter({ hasText: 'FlowNotExists' })).toHaveCount(1);
  await expect(rows.filter({ hasText: 'Success' })).toHaveCount(0);
  await turnDark(page);
  expect(await accessFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await accessFaults(page)).toEqual([]);
  await page.goto(`${server.url}/console/system/calls?operation=Nothing`);
  await page.getByRole('button', { name: 'Show all calls' }).click();

  await expect(rows.filter({ hasText: 'PutFlow' })).toHaveCount(1);
});

test('who may not see the record is told so', async ({ page, watched }) => {
  watched.expected.push(/40[13]/);
  await page.goto(`${guarded.url}/console/system/calls`);
  await page.getByLabel('AccessKey ID').fill('viewer-key');
  await page.getByLabel('AccessKey secret').fill('viewer-secret-16');
  await page.getByRole('button', { name: 'Sign in' }).click();

  await expect(page.getByRole('alert')).toContainText('sluice:ListAuditRecords');
});
