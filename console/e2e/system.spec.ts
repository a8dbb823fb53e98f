import { readFileSync } from 'node:fs';
import { accessFaults, expect, test } from './fixture.ts';
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
  await seed.flow('orders');
  await seed.flow('hello');
  await seed.start('orders', 'one', { total: 0, items: [] });
  await seed.start('orders', 'two', { total: 0, items: [] });
  await seed.start('hello', 'one', { name: 'Ada' });
});
test.afterAll(() => Promise.all([server.remove(), guarded.remove()]));

test('the system says how it does, what fills the disk, and what it is set to', async ({ page }) => {
  await page.goto(`${server.url}/console/system`);
  await expect(page.getByText('All is well')).toBeVisible();
  await expect(page.getByRole('list', { name: 'What is looked at' }).getByRole('listitem')).toHaveCount(5);
  await expect(page.getByRole('meter', { name: 'Disk' })).toBeVisible();
  const stored = page.getByRole('region', { name: 'Stored, by flow' });
  await expect(stored.getByRole('row', { name: /^orders .* 2$/ })).toBeVisible();
  await stored.getByRole('link', { name: 'hello' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'hello' })).toBeVisible();
  await page.goBack();
  const settings = page.getByRole('region', { name: 'Settings' });
  await expect(settings.getByRole('row', { name: /^listen .* --listen$/ })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('retention');
  await expect(settings.getByText('Nothing matches.')).toBeVisible();
  await settings.getByRole('button', { name: 'All', exact: true }).click();

  await expect(settings.getByRole('row', { name: /retention/ }).first()).toContainText('as it comes');
});

test('whoever helps gets an archive', async ({ page }) => {
  await page.goto(`${server.url}/console/system`);
  const begun = page.waitForEvent('download');
  await page.getByRole('region', { name: 'For whoever helps' }).getByRole('button', { name: 'Download' }).click();
  const archive = readFileSync(await (await begun).path());

  expect(archive.subarray(0, 2).toString()).toBe('PK');
});

test('home says whether the server is well and how full the disk is', async ({ page }) => {
  await page.goto(`${server.url}/console/`);
  await expect(page.getByText('All is well')).toBeVisible();
  await expect(page.getByRole('meter', { name: 'Disk' })).toBeVisible();
  await page.getByRole('region', { name: 'Health' }).getByRole('link', { name: 'System' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'System' })).toBeVisible();
});

test('the owner sees no secret, and ends the sign-in of another browser', async ({ page, browser, watched }) => {
  watched.expected.push(/401/);
  const signIn = async (tab: typeof page, key: string) => {
    await tab.goto(`${guarded.url}/console/system`);
    await tab.getByLabel('AccessKey ID').fill(`${key}-key`);
    await tab.getByLabel('AccessKey secret').fill(`${key}-secret-16`);
    await tab.getByRole('button', { name: 'Sign in' }).click();
    await expect(tab.getByRole('heading', { name: 'Sign-ins' })).toBeVisible();
  };
  const other = await browser.newPage();
  await signIn(other, 'viewer');
  // A viewer is told how the server does, and not what it is set to.
  await expect(other.getByText('All is well')).toBeVisible();
  await expect(other.getByRole('region', { name: 'Settings' })).toHaveCount(0);
  await signIn(page, 'owner');
  await expect(page.getByRole('row', { name: /secret/i }).first()).toContainText('***');
  expect(await page.content()).not.toContain('secret-16');
  expect(await accessFaults(page)).toEqual([]);
  const signIns = page.getByRole('region', { name: 'Sign-ins' }).getByRole('listitem');
  await expect(
    signIns
      .filter({ hasText: 'owner' })
      .or(signIns.filter({ hasText: 'root' }))
      .first(),
  ).toBeVisible();
  const theirs = signIns.filter({ hasText: 'vera' });
  await theirs.getByRole('button', { name: 'End' }).click();
  await expect(theirs).toHaveCount(0);
  await other.goto(`${guarded.url}/console/flows`);

  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await other.close();
});
