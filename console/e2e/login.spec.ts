import { accessFaults, expect, test } from './fixture.ts';
import { Server } from './server.ts';

const server = new Server({ SLUICE_ACCESS_KEY_ID: 'console-key', SLUICE_ACCESS_KEY_SECRET: 'console-secret' });

test.beforeAll(() => server.start());
test.afterAll(() => server.remove());

test('with keys one signs in, comes to where one wanted to be, and signs out', async ({ page, watched }) => {
  watched.expected.push(/401|403|400/);
  await page.goto(`${server.url}/console/system?tab=x`);
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect(await accessFaults(page)).toEqual([]);
  await page.getByLabel('AccessKey ID').fill('console-key');
  await page.getByLabel('AccessKey secret').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel('AccessKey secret').fill('console-secret');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/console\/system\?tab=x$/);
  await expect(page.getByRole('heading', { name: 'Sign-ins' })).toBeVisible();
  await page.goto(`${server.url}/console/examples`);
  await page.getByRole('button', { name: 'Run as example-hello' }).click();
  await expect(page.locator('.page-head')).toContainText('Succeeded');
  expect(
    await page
      .context()
      .cookies()
      .then((cookies) => cookies.map((each) => [each.httpOnly, each.sameSite])),
  ).toEqual([[true, 'Strict']]);
  await page.getByRole('button', { name: 'Sign out' }).click();

  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.goto(`${server.url}/console/flows`);
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});
