import type { Page } from '@playwright/test';
import { accessFaults, expect, test } from './fixture.ts';
import { Server } from './server.ts';

const server = new Server(
  {},
  `accessKey: { id: owner-key, secret: owner-secret-16 }
accounts:
  "1000000000000000":
    users:
      vera: { policies: [SluiceViewerAccess], accessKeys: [{ id: viewer-key, secret: viewer-secret-16 }] }
      otto: { policies: [SluiceOperatorAccess], accessKeys: [{ id: operator-key, secret: operator-secret-16 }] }
      ada: { policies: [SluiceAdministratorAccess], accessKeys: [{ id: admin-key, secret: admin-secret-16 }] }
`,
);

test.beforeAll(() => server.start());
test.afterAll(() => server.remove());
// The operator runs what the administrator has stored, and the viewer looks at that.
test.describe.configure({ mode: 'serial' });

async function signIn(page: Page, role: string, path: string): Promise<void> {
  await page.goto(`${server.url}/console${path}`);
  await page.getByLabel('AccessKey ID').fill(`${role}-key`);
  await page.getByLabel('AccessKey secret').fill(`${role}-secret-16`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
}

test.beforeEach(({ watched }) => {
  // Whoever is not signed in yet is asked to.
  watched.expected.push(/401/);
});

test('an administrator stores and runs; nothing of it is out of reach', async ({ page }) => {
  await signIn(page, 'admin', '/examples');
  await page.getByRole('button', { name: 'Run as example-orders' }).click();
  await expect(page.locator('.page-head')).toContainText('Succeeded');
  await page.goto(`${server.url}/console/flows/example-orders`);

  await expect(page.getByRole('button', { name: 'Publish as it stands' })).toHaveAttribute('aria-disabled', 'false');
  await expect(page.getByRole('button', { name: 'Delete', exact: true })).toHaveAttribute('aria-disabled', 'false');
});

test('an operator keeps flows running, and leaves them as they are', async ({ page }) => {
  await signIn(page, 'operator', '/flows/example-orders');
  const reason = 'You may not: it needs sluice:DeleteFlow on flow/example-orders.';
  await expect(page.getByRole('button', { name: /^Delete/ })).toHaveAccessibleDescription(reason);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('dialog').getByLabel('Name of the execution').fill('by-otto');
  await page.getByRole('dialog').getByRole('textbox', { name: 'Input', exact: true }).fill('{"total":0,"items":[]}');
  await page.getByRole('dialog').getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.locator('.page-head')).toContainText('Failed');

  await expect(page.getByRole('button', { name: 'Redrive' })).toHaveAttribute('aria-disabled', 'false');
  await page.goto(`${server.url}/console/editor/example-orders`);
  await page.getByText('Replay', { exact: true }).click();
  await expect(page.getByRole('button', { name: /^Replay/ })).toHaveAccessibleDescription(
    'You may not: it needs sluice:ReplayExecutions on flow/example-orders.',
  );
});

test('a viewer sees everything, changes nothing, and is told why', async ({ page }) => {
  await signIn(page, 'viewer', '/executions?status=Failed');
  await page.getByRole('link', { name: 'example-orders/by-otto' }).click();
  await expect(page.getByText('Order.Empty "The order comes to 0"')).toBeVisible();
  for (const [button, action] of [
    ['Redrive', 'RedriveExecution'],
    ['Run again', 'RerunExecution'],
  ]) {
    await expect(page.getByRole('button', { name: new RegExp(`^${button}`) })).toHaveAccessibleDescription(
      `You may not: it needs sluice:${action} on flow/example-orders.`,
    );
  }
  expect(await accessFaults(page)).toEqual([]);
  await page.getByRole('button', { name: /^Redrive/ }).click({ force: true });
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.goto(`${server.url}/console/editor/example-orders`);
  await page.getByRole('textbox', { name: 'Definition' }).click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('# seen\n');

  await expect(page.getByRole('button', { name: /^Save(?! as)/ })).toHaveAccessibleDescription(/needs sluice:PutFlow/);
});
