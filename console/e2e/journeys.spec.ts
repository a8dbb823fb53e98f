import { accessFaults, expect, test } from './fixture.ts';
import { Seed } from './seed.ts';
import { Server } from './server.ts';

const server = new Server();

test.beforeAll(async () => {
  await server.start();
  const seed = new Seed(server.url);
  await seed.flow('orders');
  await seed.flow('retries');
});

test.afterAll(() => server.remove());

test('an example is stored and run by one click, and its graph shows how it goes on', async ({ page }) => {
  await page.goto(`${server.url}/console/examples`);
  await page.getByRole('button', { name: 'Run as example-orders' }).click();
  await expect(page.getByRole('group', { name: 'Graph of the flow' })).toContainText('prepare');

  await expect(page.locator('.page-head')).toContainText('Succeeded');
  await expect(page.getByRole('grid', { name: 'Steps' }).getByRole('row')).toHaveCount(12);
  await expect(page.locator('.react-flow__node').filter({ hasText: 'refuse' })).toContainText('Not reached');
  await expect(page.locator('.live-ended')).toHaveText('Ended');
});

test('why an execution failed is read without a click, and its step is one click away', async ({ page }) => {
  await new Seed(server.url).start('orders', 'empty', { total: 0, items: [] });
  await page.goto(`${server.url}/console/executions/orders/empty`);
  await expect(page.getByText('Order.Empty "The order comes to 0"')).toBeVisible();
  await page.getByRole('button', { name: 'Show refuse' }).click();

  await expect(page.getByRole('heading', { name: 'Step refuse' })).toBeVisible();
  await expect(page).toHaveURL(/step=6/);
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Step refuse' })).toBeHidden();
});

test('what is tried again counts down, and can be stopped', async ({ page }) => {
  await new Seed(server.url).start('retries', 'stopped', { sum: 1 });
  await page.goto(`${server.url}/console/executions/retries/stopped`);
  await expect(page.locator('.page-head')).toContainText('Retrying');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click();

  await expect(page.locator('.page-head')).toContainText('Stopped');
  const stop = page.locator('.page-actions').getByRole('button', { name: /^Stop/ });
  await expect(stop).toHaveAttribute('aria-disabled', 'true');
  await expect(stop).toHaveAccessibleDescription('It has ended already.');
});

test('it is run again with another input, in the very digits that were typed', async ({ page }) => {
  await new Seed(server.url).start('orders', 'first', { total: 0, items: [] });
  await page.goto(`${server.url}/console/executions/orders/first`);
  await page.getByRole('button', { name: 'Run again' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Input', exact: true }).fill('{"total": ');
  await expect(dialog.getByText('This is no JSON from character 11 on.')).toBeVisible();
  expect(await accessFaults(page)).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Input', exact: true }).fill('{"total": 9007199254740993, "items": []}');
  await dialog.getByLabel('Name of the execution').fill('second');
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'second' })).toBeVisible();
  await page.getByRole('tab', { name: 'Input and output' }).click();
  await expect(page.getByText('9007199254740993')).toBeVisible();
});

test('a flow is written, mended where the server says, saved and run', async ({ page }) => {
  await page.goto(`${server.url}/console/editor`);
  await expect(page.getByText('Valid', { exact: true })).toBeVisible();
  const text = page.getByRole('textbox', { name: 'Definition' });
  await text.click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.type('x');
  await expect(page.getByText(/^1 error$/)).toBeVisible();
  await expect(page.getByRole('button', { name: /3:10/ })).toContainText('greetx');
  await page.keyboard.press('Backspace');
  await expect(page.getByText('Valid', { exact: true })).toBeVisible();
  await page.getByRole('textbox', { name: 'Name of the flow' }).fill('written');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(/^Saved\./)).toBeVisible();
  await page.getByRole('button', { name: 'To the flow' }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Input', exact: true }).fill('{"name": "Ada"}');
  await page.getByRole('dialog').getByRole('button', { name: 'Run', exact: true }).click();

  await expect(page.locator('.page-head')).toContainText('Succeeded');
});

test('what was typed and not saved is not lost by a click beside it', async ({ page }) => {
  await page.goto(`${server.url}/console/editor/orders`);
  await page.getByRole('textbox', { name: 'Definition' }).click();
  await page.keyboard.type('# ');
  await page.getByRole('link', { name: 'Flows' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stay' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Edit orders' })).toBeVisible();
});

test('a state that is chosen in the picture is gone to in the text, and the link keeps it', async ({ page }) => {
  await page.goto(`${server.url}/console/flows/orders`);
  await page.locator('.react-flow__node').filter({ hasText: 'apologise' }).click();
  await expect(page).toHaveURL(/focus=apologise/);
  await page.reload();

  await expect(page.locator('.node-chosen')).toContainText('apologise');
  await expect(page.locator('.cm-activeLine')).toContainText('apologise');
});

test('a flow is deleted only by whoever types its name', async ({ page, watched }) => {
  // Its list of executions asks every five seconds, also while the flow is being deleted.
  watched.expected.push(/404.*executions\?.*flow=hello/);
  await new Seed(server.url).flow('hello');
  await page.goto(`${server.url}/console/flows/hello`);
  await page.getByRole('button', { name: 'Delete' }).click();
  const sure = page.getByRole('dialog').getByRole('button', { name: 'Delete' });
  await expect(sure).toBeDisabled();
  await page.getByLabel('Type hello to delete it').fill('hello');
  await sure.click();

  await expect(page.getByRole('heading', { level: 1, name: 'Flows' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'hello' })).toHaveCount(0);
});

test('what failed goes on where it stood, once one has seen what that means', async ({ page }) => {
  const seed = new Seed(server.url);
  await seed.start('orders', 'redriven', { total: 0, items: [] });
  await seed.ended('orders', 'redriven');
  await page.goto(`${server.url}/console/executions/orders/redriven`);
  await expect(page.locator('.live-ended')).toBeVisible();
  await page.getByRole('button', { name: 'Redrive' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('list', { name: 'What is taken up again' })).toContainText('refuse runs again');
  await expect(dialog.getByText('A Fail state is entered again, and fails again.')).toBeVisible();
  expect(await accessFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Redrive 1 step' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('tab', { name: /^Events/ }).click();

  await expect(page.getByRole('group', { name: 'Events' }).getByText('ExecutionRedriven')).toBeVisible();
  await expect(page.locator('.page-head')).toContainText('Failed');
  await expect(page.getByRole('button', { name: /^Copy as test/ })).toHaveAttribute('aria-disabled', 'true');
});

test('an execution is copied as a test case, and what has succeeded says why it cannot be redriven', async ({
  page,
}) => {
  const seed = new Seed(server.url);
  await seed.start('orders', 'tested', { total: 120, items: [1] });
  await seed.ended('orders', 'tested');
  await page.goto(`${server.url}/console/executions/orders/tested`);
  await expect(page.getByRole('button', { name: /^Redrive/ })).toHaveAccessibleDescription(/^It has succeeded/);
  await page.getByRole('button', { name: 'Copy as test' }).click();

  const text = page.getByRole('dialog').getByRole('textbox');
  await expect(text).toHaveValue(/^flow: \.\/orders\.yaml\n.*input: \{"total":120,"items":\[1\]\}.*status: Succeeded/s);
  expect(await accessFaults(page)).toEqual([]);
});
