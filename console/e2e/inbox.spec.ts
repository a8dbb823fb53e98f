import { accessFaults, expect, test, turnDark } from './fixture.ts';
import { waiting } from './flows.ts';
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
      nobody: { policies: [], accessKeys: [{ id: nobody-key, secret: nobody-secret-16 }] }
`,
);

test.beforeAll(() => Promise.all([server.start(), guarded.start()]));
test.afterAll(() => Promise.all([server.remove(), guarded.remove()]));

test.describe.configure({ mode: 'serial' });

test('an empty inbox says what would stand there, and a task comes in by itself', async ({ page }) => {
  await page.goto(`${server.url}/console/inbox`);
  await expect(page.getByText(/^Nobody waits for you/)).toBeVisible();
  expect(await accessFaults(page)).toEqual([]);
  const seed = new Seed(server.url);
  await seed.flow('ask', waiting(server.url));
  await seed.start('ask', 'one', { amount: 250 });

  await expect(page.getByRole('row', { name: /ask\/one/ })).toBeVisible();
});

test('the keyboard alone chooses a task and approves it with an output, each digit as it was written', async ({
  page,
}) => {
  await page.goto(`${server.url}/console/`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await page.getByRole('row', { name: /ask\/one/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/item=/);
  const panel = page.getByRole('region', { name: 'approve' });
  await expect(panel.getByText('250')).toBeVisible();
  expect(await accessFaults(page)).toEqual([]);
  await panel.getByRole('button', { name: 'Approve' }).press('Enter');
  const output = page.getByRole('dialog').getByRole('textbox', { name: 'Output' });
  await output.fill('[1]');
  await expect(page.getByRole('dialog').getByText('This has to be a JSON object.')).toBeVisible();
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Approve' })).toBeDisabled();
  await output.fill('{"id":9007199254740993}');
  expect(await accessFaults(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).press('Enter');
  await expect(page.getByRole('region', { name: 'No longer waiting' })).toContainText('Approved here');
  await expect(panel.getByRole('button', { name: /^Approve/ })).toHaveAccessibleDescription(/does not wait any more/);
  expect(await accessFaults(page)).toEqual([]);
  await page.getByRole('region', { name: 'No longer waiting' }).getByRole('link').click();

  await expect(page.locator('.page-head')).toContainText('Succeeded');
  await page.getByRole('tab', { name: 'Input and output' }).click();
  await expect(page.getByText('9007199254740993')).toBeVisible();
});

test('a rejected task fails with the error and the cause', async ({ page }) => {
  await new Seed(server.url).start('ask', 'two', { amount: 2500 });
  await page.goto(`${server.url}/console/inbox`);
  await page
    .getByRole('row', { name: /ask\/two/ })
    .getByRole('link')
    .click();
  await page.getByRole('region', { name: 'approve' }).getByRole('button', { name: 'Reject' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Error' }).fill('TooMuch');
  await dialog.getByRole('textbox', { name: 'Cause' }).fill('2500 is more than 1000');
  expect(await accessFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Reject' }).click();
  await page.getByRole('region', { name: 'No longer waiting' }).getByRole('link').click();

  await expect(page.locator('.page-head')).toContainText('Failed');
  await expect(page.getByText(/TooMuch.*2500 is more than 1000/).first()).toBeVisible();
});

test('what somebody else decides meanwhile is said in the open dialog, and takes its button away', async ({ page }) => {
  const seed = new Seed(server.url);
  await seed.start('ask', 'three', {});
  await page.goto(`${server.url}/console/inbox`);
  await page
    .getByRole('row', { name: /ask\/three/ })
    .getByRole('link')
    .click();
  await page.getByRole('region', { name: 'approve' }).getByRole('button', { name: 'Approve' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Approve' })).toBeEnabled();
  await seed.decide('three');

  await expect(dialog.getByRole('alert')).toContainText('It does not wait any more');
  await expect(dialog.getByRole('button', { name: 'Approve' })).toBeDisabled();
  expect(await accessFaults(page)).toEqual([]);
});

test('a link to a task that waits no more says so', async ({ page }) => {
  await page.goto(`${server.url}/console/inbox?item=long-gone`);

  await expect(page.getByText('It does not wait any more: it was decided about, timed out, or ended')).toBeVisible();
});

test('sixty tasks: the first page, and the others by a button; in the dark and on a telephone, too', async ({
  page,
}) => {
  const seed = new Seed(server.url);
  await Promise.all(
    Array.from({ length: 60 }, (_, i) => seed.start('ask', `many-${i}`, { text: 'x'.repeat(i * 1000) })),
  );
  await page.goto(`${server.url}/console/inbox`);
  await page.getByRole('button', { name: 'More' }).click();
  await expect(page.getByRole('grid', { name: 'Inbox' })).toHaveAttribute('aria-rowcount', '61');
  await page
    .getByRole('row', { name: /ask\/many-/ })
    .first()
    .focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/item=/);
  await expect(page.getByRole('region', { name: 'approve' })).toBeVisible();
  await turnDark(page);
  expect(await accessFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });

  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await accessFaults(page)).toEqual([]);
});

test('a viewer sees what waits and why he may not decide; who may not look is told so', async ({ page, watched }) => {
  watched.expected.push(/40[13]/);
  const signIn = async (role: string) => {
    await page.goto(`${guarded.url}/console/inbox`);
    await page.getByLabel('AccessKey ID').fill(`${role}-key`);
    await page.getByLabel('AccessKey secret').fill(`${role}-secret-16`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  };
  await signIn('owner');
  await page.evaluate(
    async ([definition]) => {
      const session = await (await fetch('/sluice/api/v1/session')).json();
      const send = (method: string, path: string, body: object) =>
        fetch(`/sluice/api/v1${path}`, {
          method,
          headers: { 'content-type': 'application/json', 'x-sluice-csrf': session.csrfToken },
          body: JSON.stringify(body),
        });
      await send('PUT', '/flows/ask', { definition });
      await send('POST', '/flows/ask/executions', { name: 'one', input: {} });
    },
    [waiting(guarded.url)] as const,
  );
  await expect(page.getByRole('row', { name: /ask\/one/ })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByLabel('AccessKey ID')).toBeVisible();
  await signIn('viewer');
  await page
    .getByRole('row', { name: /ask\/one/ })
    .getByRole('link')
    .click();
  const panel = page.getByRole('region', { name: 'approve' });
  for (const [button, action] of [
    ['Approve', 'ApproveTask'],
    ['Reject', 'RejectTask'],
  ]) {
    await expect(panel.getByRole('button', { name: new RegExp(`^${button}`) })).toHaveAccessibleDescription(
      `You may not: it needs sluice:${action} on flow/ask.`,
    );
  }
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByLabel('AccessKey ID')).toBeVisible();
  await signIn('nobody');

  await expect(page.getByRole('alert')).toContainText('sluice:ListInbox');
});
