import { accessFaults, expect, test } from './fixture.ts';
import { Seed } from './seed.ts';
import { Server } from './server.ts';

const server = new Server();

test.beforeAll(() => server.start());
test.afterAll(() => server.remove());

test('what runs next is told in its own zone and in UTC; it is paused, resumed, and run once now', async ({ page }) => {
  await page.goto(`${server.url}/console/schedules`);
  await expect(page.getByText(/^There are no schedules yet/)).toBeVisible();
  expect(await accessFaults(page)).toEqual([]);
  const seed = new Seed(server.url);
  await seed.flow('hello');
  await seed.schedule('hello', 'noon', 'CRON_TZ=Asia/Shanghai 0 0 12 * * *');
  await page.reload();
  const card = page.getByRole('region', { name: 'hello/noon' });
  await expect(card.getByRole('row')).toHaveCount(6);
  await expect(card.getByRole('columnheader')).toHaveText(['Next', 'Asia/Shanghai', 'UTC']);
  await expect(card.getByRole('row').nth(1)).toContainText(/12:00:00 \+08:00.*04:00:00/);
  await card.getByRole('button', { name: 'Pause' }).click();
  await expect(card.getByText('It is paused, and starts nothing.')).toBeVisible();
  expect(await accessFaults(page)).toEqual([]);
  await card.getByRole('button', { name: 'Resume' }).click();
  await expect(card.getByRole('row')).toHaveCount(6);
  await card.getByRole('button', { name: 'Run once now' }).click();

  await expect(page.locator('.page-head')).toContainText('Succeeded');
});
