import { expect, test } from './fixture.ts';
import { waiting } from './flows.ts';
import { Seed } from './seed.ts';
import { Server } from './server.ts';

const server = new Server();

test.beforeAll(() => server.start());
test.afterAll(() => server.remove());

test('a page heals by itself after the server was killed, with each line of the history once', async ({
  page,
  watched,
}) => {
  watched.expected.push(/Failed to load resource|net::ERR/);
  const seed = new Seed(server.url);
  await seed.flow('ask', waiting(server.url));
  await seed.start('ask', 'one', {});
  await page.goto(`${server.url}/console/executions/ask/one?tab=events`);
  await expect(page.locator('.page-head')).toContainText('Waiting');
  await expect(page.getByRole('group', { name: 'Events' }).getByText('approve').first()).toBeVisible();
  await server.kill();
  await expect(page.getByRole('status').filter({ hasText: 'Reconnecting' })).toBeVisible();
  await server.start();
  await seed.decide('one');

  await expect(page.locator('.page-head')).toContainText('Succeeded');
  await expect(page.locator('.live-ended')).toHaveText('Ended');
  const lines = Array.from({ length: await seed.events('ask', 'one') }, (_, i) => String(i + 1));
  await expect(page.locator('.event-id')).toHaveText(lines);
});
