import type { Page } from '@playwright/test';
import { accessFaults, expect, test } from './fixture.ts';
import { Seed } from './seed.ts';
import { Server } from './server.ts';

const server = new Server();
const seed = () => new Seed(server.url);

const waits = (seconds: number) => `Type: StateMachine
SpecVersion: v1
StartAt: rest
States:
  - { Name: rest, Type: Wait, Seconds: ${seconds}, Next: done }
  - { Name: done, Type: Succeed }
`;

/** More than so much is refused. */
const choosing = (most: number) => `Type: StateMachine
SpecVersion: v1
StartAt: look
States:
  - Name: look
    Type: Choice
    Branches: [{ Condition: $Input.total > ${most}, Next: refuse }]
    Default: take
  - { Name: refuse, Type: Fail, Code: TooMuch }
  - { Name: take, Type: Succeed }
`;

test.beforeAll(async () => {
  await server.start();
  await seed().flow('resting', waits(300));
  await seed().flow('idle', waits(1));
});
test.afterAll(() => server.remove());

const text = (page: Page) => page.getByRole('textbox', { name: 'Definition' });

async function append(page: Page, line: string): Promise<void> {
  await text(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(line);
}

test('what fits where one writes is offered: fields, types, actions and states', async ({ page }) => {
  await page.goto(`${server.url}/console/editor/idle`);
  await append(page, '  - Na');
  const offers = page.getByRole('listbox', { name: 'What fits here' });
  await expect(offers.getByRole('option').first()).toHaveText('Name');
  expect(await accessFaults(page)).toEqual([]);
  const take = (name: string) => offers.getByRole('option', { name: new RegExp(`^${name}`) }).click();
  await take('Name');
  await page.keyboard.type('last\nTy');
  await take('Type');
  await page.keyboard.type('Ta');
  await take('Task');
  await page.keyboard.type('\nAct');
  await take('Action');
  await page.keyboard.type('HTTP');
  await take('HTTP:Request');
  await page.keyboard.type('\nNex');
  await take('Next');
  await page.keyboard.press('Control+Space');
  await expect(offers.getByRole('option')).toHaveText(['rest', 'done']);
  await page.keyboard.press('Escape');
  await expect(offers).toBeHidden();

  await expect(text(page)).toContainText('- Name: last    Type: Task    Action: HTTP:Request    Next: ');
});

test('saving a flow that runs says first what becomes of its executions, and shows what changes', async ({ page }) => {
  await seed().start('resting', 'one', {});
  await seed().start('resting', 'two', {});
  await page.goto(`${server.url}/console/editor/resting`);
  await append(page, '# slower\n');
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('2 executions run, and go on with the definition that they were started with.');
  await expect(dialog.locator('.cm-changedLine')).toContainText('# slower');
  expect(await accessFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();

  await expect(page.getByText('Saved. Executions that run go on')).toBeVisible();
});

test('what somebody else has saved meanwhile is not overwritten unseen', async ({ page }) => {
  await page.goto(`${server.url}/console/editor/idle`);
  await append(page, '# mine\n');
  await seed().flow('idle', `${waits(1)}# theirs\n`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog');

  await expect(dialog).toContainText('Somebody else has saved another definition');
  await expect(dialog.locator('.cm-deletedChunk, .cm-deletedLine').first()).toContainText('theirs');
});

test('a flow that nobody runs is saved at once, and what is unsaved is not left unasked', async ({ page }) => {
  await page.goto(`${server.url}/console/editor/idle`);
  await append(page, '# better\n');
  await page.getByRole('link', { name: 'Flows' }).click();
  await expect(page.getByRole('dialog')).toContainText('What you have changed is lost.');
  await page.getByRole('button', { name: 'Stay' }).click();
  await page.getByText('Changes', { exact: true }).click();
  await expect(page.getByRole('region', { name: 'Changes' })).toContainText('# better');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved. Executions that run go on')).toBeVisible();
  await page.getByRole('button', { name: 'To the flow' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'idle' })).toBeVisible();
});

test('closing the tab with something unsaved asks first', async ({ page }) => {
  await page.goto(`${server.url}/console/editor/idle`);
  await append(page, '# half\n');
  const asked = page.waitForEvent('dialog');
  const closing = page.close({ runBeforeUnload: true });
  const dialog = await asked;

  expect(dialog.type()).toBe('beforeunload');
  await dialog.accept();
  await closing;
});

test('what has run is replayed on what is written, before it is saved', async ({ page }) => {
  await seed().flow('choosing', choosing(100));
  for (const [index, total] of [5, 50, 500].entries()) {
    await seed().start('choosing', `order-${index}`, { total });
    await seed().ended('choosing', `order-${index}`);
  }
  await page.goto(`${server.url}/console/editor/choosing`);
  await page.getByText('Replay', { exact: true }).click();
  const panel = page.getByRole('region', { name: 'Replay what has run' });
  await panel.getByRole('button', { name: 'Replay' }).click();
  await expect(panel.getByText('3 of 3 end the same')).toBeVisible();
  await text(page).click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(choosing(10));
  await expect(panel.getByText('The text has changed since this was replayed.')).toBeVisible();
  await panel.getByRole('button', { name: 'Replay' }).click();
  await expect(panel.getByText('2 of 3 end the same')).toBeVisible();
  const group = panel.getByRole('listitem').filter({ hasText: '1 would fail' });
  await expect(group).toContainText('Succeeded');
  await expect(group).toContainText('Failed TooMuch');
  await expect(group.getByRole('link')).toHaveText('order-1');
  expect(await accessFaults(page)).toEqual([]);
  await group.getByRole('button', { name: /^Line/ }).click();

  await expect(page.locator('.cm-activeLine')).toBeVisible();
});

test('what is written over several lines, and what is emptied, breaks no policy and asks for no nonsense', async ({
  page,
}) => {
  await page.goto(`${server.url}/console/editor/idle`);
  await text(page).click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('x');
  await expect(text(page)).toHaveText('x');
  await page.keyboard.press('Backspace');
  await expect(page.getByText('Nothing is written yet.').first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Save(?! as)/ })).toHaveAccessibleDescription(
    /^Nothing is written yet/,
  );
  await page.keyboard.press('Control+Z');
  await page.keyboard.press('Control+Z');

  await expect(page.getByText('Valid', { exact: true })).toBeVisible();
});
