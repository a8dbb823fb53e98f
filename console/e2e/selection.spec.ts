import { accessFaults, expect, test } from './fixture.ts';
import { Seed } from './seed.ts';
import { Server } from './server.ts';

const server = new Server();

test.beforeAll(async () => {
  await server.start();
  const seed = new Seed(server.url);
  await seed.flow('orders');
  for (let at = 0; at < 6; at += 1) {
    await seed.start('orders', `order-${at}`, { total: at % 2 === 0 ? 0 : 5, items: [] });
    await seed.ended('orders', `order-${at}`);
  }
});
test.afterAll(() => server.remove());

test('rows are chosen with the keyboard, and what is done is done to those that it fits', async ({ page }) => {
  await page.goto(`${server.url}/console/executions`);
  const rows = page.getByRole('grid', { name: 'Executions' }).getByRole('row');
  await expect(rows.filter({ hasText: 'order-5' })).toBeVisible();
  await rows.filter({ hasText: 'order-5' }).focus();
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+X');
  await expect(page.getByText('4 chosen')).toBeVisible();
  await expect(rows.filter({ hasText: 'order-4' })).toHaveAttribute('aria-selected', 'true');
  expect(await accessFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Do something with them…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Delete', { exact: true }).click();
  expect(await accessFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Delete 4' }).click();
  await expect(dialog.getByText('4 of 4 done, 0 not done.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  await page.reload();

  await expect(rows.filter({ hasText: 'order-' })).toHaveCount(2);
});

test('what could not be done is listed with the reason', async ({ page, watched }) => {
  watched.expected.push(/answer: 40[04]/, /Failed to load resource/);
  const seed = new Seed(server.url);
  await seed.start('orders', 'gone', { total: 0, items: [] });
  await seed.ended('orders', 'gone');
  await page.goto(`${server.url}/console/executions?prefix=gone`);
  await page.getByRole('checkbox', { name: 'Choose this row' }).first().check();
  await page.getByRole('button', { name: 'Do something with them…' }).click();
  await fetch(`${server.url}/sluice/api/v1/executions/orders/gone`, { method: 'DELETE' });
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Redrive 1' }).click();
  await expect(dialog.getByText('0 of 1 done, 1 not done.')).toBeVisible();

  await expect(dialog.getByRole('listitem')).toContainText('orders/gone');
});
