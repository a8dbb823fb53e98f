import { accessFaults, expect, test } from './fixture.ts';
import { calling } from './flows.ts';
import { Seed } from './seed.ts';
import { Server } from './server.ts';

const server = new Server();

/** A task with a Catch, and a number that JavaScript cannot hold. */
const caught = `Type: StateMachine
SpecVersion: v1
StartAt: Charge
States:
  - Type: Task
    Name: Charge
    Action: HTTP:Request
    Parameters: { url: "http://127.0.0.1:9/charge", method: POST, body.$: $Input.order }
    OutputConstructor: { paid.$: $Output.Code }
    Catch: [{ Errors: [HTTP.402], Next: Refuse }]
    Next: Ship
  - { Name: Ship, Type: Pass, End: true }
  - { Name: Refuse, Type: Fail, Code: Refused }
`;

test.beforeAll(async () => {
  await server.start();
  const seed = new Seed(server.url);
  await seed.flow('caught', caught);
  await seed.flow('calling', calling);
  await seed.start('calling', 'one', { id: 7 });
  await seed.ended('calling', 'one');
});
test.afterAll(() => server.remove());

test('one state is tried in the editor: what it sends, where an answer leads, and what a failure is taken by', async ({
  page,
}) => {
  await page.goto(`${server.url}/console/editor/caught`);
  await page.getByText('Try', { exact: true }).click();
  const panel = page.getByRole('region', { name: 'Try a state' });
  await panel.getByRole('textbox', { name: 'Input' }).fill('{"order": {"id": 9223372036854775807}}');
  await panel.getByRole('textbox', { name: 'Answer, or what is reported' }).fill('{"Code": 200}');
  await panel.getByRole('button', { name: 'Try', exact: true }).click();
  const result = panel.getByRole('region', { name: 'What became of it' });
  await expect(result).toContainText('goes on with');
  await expect(result).toContainText('Ship');
  await expect(result.getByRole('listitem').filter({ hasText: 'Request 1' })).toContainText('9223372036854775807');
  await expect(result.getByRole('listitem').filter({ hasText: 'Output as constructed' })).toContainText('paid');
  expect(await accessFaults(page)).toEqual([]);

  await panel.getByText('It fails', { exact: true }).click();
  await panel.getByRole('textbox', { name: 'Error code' }).fill('HTTP.402');
  await page.keyboard.press('Control+Enter');
  await expect(result).toContainText('a Catch leads to');
  await expect(result).toContainText('Refuse');
  await panel.getByRole('textbox', { name: 'Error code' }).fill('HTTP.500');
  await page.keyboard.press('Control+Enter');
  await expect(result).toContainText('nothing takes it');
});

test('what cannot be tried says why', async ({ page }) => {
  await page.goto(`${server.url}/console/editor/caught`);
  await page.getByText('Try', { exact: true }).click();
  const panel = page.getByRole('region', { name: 'Try a state' });
  await panel.getByRole('textbox', { name: 'Input' }).fill('{"order": }');
  await expect(panel.getByText('This is no JSON from character 11 on.')).toBeVisible();

  await expect(panel.getByRole('button', { name: /^Try/ })).toHaveAccessibleDescription(/not whole yet/);
});

test('a step of an execution is tried with what it was given and how it ended', async ({ page }) => {
  await page.goto(`${server.url}/console/executions/calling/one`);
  await page.getByRole('button', { name: 'Show Call' }).click();
  await page.getByRole('button', { name: 'Try a state' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox', { name: 'Input' })).toHaveValue('{"id":7}');
  await expect(dialog.getByRole('textbox', { name: 'Error code' })).not.toHaveValue('');
  await dialog.getByText('It answers', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Try', exact: true }).click();

  await expect(dialog.getByRole('region', { name: 'What became of it' })).toContainText('Succeeded');
  expect(await accessFaults(page)).toEqual([]);
});
