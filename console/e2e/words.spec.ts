import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { Seed } from './seed.ts';
import { Server } from './server.ts';

const server = new Server();
const empty = new Server();

test.beforeAll(async () => {
  await Promise.all([server.start(), empty.start()]);
  const seed = new Seed(server.url);
  await Promise.all(['orders', 'retries', 'hello'].map((name) => seed.flow(name)));
  await seed.schedule('hello', 'noon', '0 0 12 * * *');
  await seed.start('orders', 'nothing', { total: 0, items: [] });
  await seed.start('orders', 'small', { total: 120, items: [1, 2] });
  await seed.start('retries', 'again', { sum: 12 });
  await Promise.all([seed.ended('orders', 'nothing'), seed.ended('orders', 'small')]);
});

test.afterAll(() => Promise.all([server.remove(), empty.remove()]));

const paths = [
  '/',
  '/flows',
  '/flows/orders',
  '/editor',
  '/editor/orders',
  '/executions?status=Failed&from=-24h&colour=red',
  '/executions/orders/nothing',
  '/executions/orders/small?step=2',
  '/executions/retries/again',
  '/executions/orders/nothing?tab=events',
  '/batches',
  '/inbox',
  '/schedules',
  '/examples',
  '/system',
  '/system/calls',
  '/targets',
  '/sent',
  '/nowhere',
];

/** Text that somebody sees or hears, and that no catalogue has; names and payloads, which are marked, left out. */
const untranslated = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const isBare = (text: string) => /\p{L}/u.test(text.replace(/\[\[[\s\S]*?\]\]/g, ''));
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      // The dialog's own words are Ant Design's, in the language of its catalogue; the names of its icons say nothing new.
      if (
        element === null ||
        element.closest('[data-raw], script, style, .ant-modal-footer, .ant-modal-close, .anticon') !== null
      ) {
        continue;
      }
      const texts =
        node instanceof Element
          ? ['aria-label', 'placeholder'].map((name) => node.getAttribute(name) ?? '')
          : // In a field there is what somebody writes.
            [element.tagName === 'TEXTAREA' ? '' : (node.textContent ?? '')];
      found.push(...texts.filter(isBare).map((text) => `${element.tagName} ${element.className}: ${text}`));
    }
    return found;
  });

async function inBrackets(page: Page, url: string): Promise<void> {
  await page.addInitScript(() => localStorage.setItem('sluice.preferences', '{"language":"en-XA"}'));
  await page.goto(url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
}

for (const path of paths) {
  test(`${path} shows no word that is in no catalogue`, async ({ page }) => {
    await inBrackets(page, `${server.url}/console${path}`);

    expect(await untranslated(page)).toEqual([]);
  });
}

for (const path of ['/', '/flows', '/executions', '/batches', '/inbox', '/schedules', '/sent']) {
  test(`${path} of an empty server shows none either`, async ({ page }) => {
    await inBrackets(page, `${empty.url}/console${path}`);

    expect(await untranslated(page)).toEqual([]);
  });
}

test('dialogs and the palette show none either', async ({ page }) => {
  await inBrackets(page, `${server.url}/console/executions/orders/nothing`);
  for (const button of ['[[Redrive]]', '[[Run again]]', '[[Copy as test]]']) {
    await page.getByRole('button', { name: button, exact: true }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    expect(await untranslated(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  await page.goto(`${server.url}/console/executions?status=Failed`);
  await page.getByRole('button', { name: '[[All that match…]]' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  expect(await untranslated(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option').first()).toBeVisible();

  expect(await untranslated(page)).toEqual([]);
});
