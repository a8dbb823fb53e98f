import { expect, test } from './fixture.ts';
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
  await seed.flow('slow', slow);
  await seed.start('slow', 'one', {});
  await page.goto(`${server.url}/console/executions/slow/one?tab=events`);
  await expect(page.getByRole('group', { name: 'Events' }).getByText('third').first()).toBeVisible();
  await server.kill();
  await expect(page.getByRole('status').filter({ hasText: 'Reconnecting' })).toBeVisible();
  await server.start();

  await expect(page.locator('.page-head')).toContainText('Succeeded', { timeout: 30_000 });
  await expect(page.locator('.live-ended')).toHaveText('Ended');
  const lines = await page.locator('.event-id').allTextContents();
  expect(lines).toEqual(Array.from({ length: lines.length }, (_, i) => String(i + 1)));
  expect(lines.length).toBe(22);
});

const slow = `Type: StateMachine
SpecVersion: v1
StartAt: first
States:
  - { Name: first, Type: Pass, Next: second }
  - { Name: second, Type: Pass, Next: third }
  - { Name: third, Type: Wait, Seconds: 4, Next: fourth }
  - { Name: fourth, Type: Pass, Next: fifth }
  - { Name: fifth, Type: Succeed }
`;
