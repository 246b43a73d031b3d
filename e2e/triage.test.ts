import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { newId, type NeedInput } from '@baogong/contract';
import type { Locator, Page } from 'playwright-core';
import { checkAccessibility } from './support/accessibility.ts';
import { enter } from './support/browser.ts';
import { type City, openCity } from './support/platform.ts';
import { pictures } from './support/screenshots.ts';
import { comesTrue } from './support/soon.ts';

test('a dispatcher works the queue by keyboard alone: move, claim, dispatch, undo, return, merge', async (t) => {
  const { city, desk } = await openDesk(t);
  await fileNeeds(city);
  const keys = desk.keyboard;
  const queue = desk.getByRole('listbox', { name: /需求队列/ });
  await queue.getByRole('option').nth(3).waitFor();
  await pictures(desk, 'triage');
  await checkAccessibility(desk);

  // J and K move; the list says which row is current.
  await queue.focus();
  const first = await current(desk);
  await keys.press('j');
  assert.notEqual(await current(desk), first);
  await keys.press('k');
  assert.equal(await current(desk), first);

  // A claims; the claim is told in words and can be taken back.
  await keys.press('a');
  await toast(desk, '认领').waitFor();
  await keys.press('u');
  await toast(desk, '已撤销').waitFor();
  assert.equal(await claimed(city), 0);

  // D opens the plan with its suggested sources, Ctrl+Enter sends it out, U takes it back.
  await keys.press('d');
  const panel = desk.getByRole('dialog', { name: /^派发/ });
  await panel.getByText('武昌医药公司').first().waitFor();
  await checkAccessibility(desk);
  await keys.press('Control+Enter');
  await toast(desk, '派发').waitFor();
  await backInQueue(desk, panel);
  assert.equal(await withStatus(city, 'dispatched'), 1);
  await keys.press('u');
  await toast(desk, '已撤销').last().waitFor();
  await comesTrue(async () => (await withStatus(city, 'dispatched')) === 0);

  // Out again, and returned from the queue of those under way, with a reason.
  await queue.focus();
  await keys.press('d');
  await panel.getByText('武昌医药公司').first().waitFor();
  await keys.press('Control+Enter');
  await comesTrue(async () => (await withStatus(city, 'dispatched')) === 1);
  await backInQueue(desk, panel);
  await keys.press('2');
  await desk.getByRole('button', { name: '已派发', pressed: true }).waitFor();
  await queue.getByRole('option').first().waitFor();
  await keys.press('r');
  const reason = desk.getByRole('dialog', { name: '退回' });
  await reason.getByLabel('理由').fill('暂无货源');
  await keys.press('Control+Enter');
  await backInQueue(desk, reason);
  await comesTrue(async () => (await withStatus(city, 'dispatched')) === 0);

  // M merges a need into the one it repeats.
  await keys.press('1');
  await queue.getByRole('option').nth(3).waitFor();
  await goTo(desk, /青山职工医院/);
  await keys.press('m');
  const merge = desk.getByRole('dialog', { name: '合并重复' });
  await merge.getByRole('radio').first().waitFor();
  await checkAccessibility(desk);
  await merge.getByRole('radio').first().focus();
  await keys.press('Space');
  await keys.press('Control+Enter');
  await backInQueue(desk, merge);
  await comesTrue(async () => (await withStatus(city, 'merged')) === 1);
  await toast(desk, '合并').waitFor();
  await keys.press('u');
  await comesTrue(async () => (await withStatus(city, 'merged')) === 0);
});

test('the keys are listed on “?”, can be switched off, and a blocked action says why', async (t) => {
  const { city, desk } = await openDesk(t);
  await fileNeeds(city);
  const queue = desk.getByRole('listbox', { name: /需求队列/ });
  await queue.getByRole('option').first().waitFor();
  await queue.focus();
  await desk.keyboard.press('?');
  const help = desk.getByRole('dialog', { name: '按键' });
  await help.getByText('撤销刚才的决定（10 秒内）').waitFor();
  await checkAccessibility(desk);
  await desk.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });

  // A need that has not gone out cannot be returned: the key says so in a toast that is read out.
  await desk.keyboard.press('r');
  await desk.locator('[aria-live="polite"].toasts').getByText('已收集').waitFor();

  // What a dispatcher may not do is in reach of the keyboard and gives its reason.
  await queue.getByRole('option').first().click();
  const withdraw = desk.getByRole('complementary', { name: '选中的需求' }).getByRole('button', { name: '撤回' });
  await withdraw.focus();
  assert.equal(await withdraw.getAttribute('aria-disabled'), 'true');
  assert.ok(((await withdraw.getAttribute('aria-description')) ?? '').length > 4);

  await desk.keyboard.press('Escape');
  await desk.getByRole('button', { name: /按键说明/ }).click();
  await help.getByRole('switch').click();
  await desk.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });
  await queue.focus();
  const before = await current(desk);
  await desk.keyboard.press('j');
  assert.equal(await current(desk), before);
});

async function openDesk(t: TestContext) {
  const city = await openCity(t);
  const dispatcher = await city.hire('dispatcher', '王调度', { role: 'dispatcher', areaCode: city.town.cityCode });
  return { city, desk: await enter(t, city, dispatcher) };
}

/** Needs of three hospitals, two of them the same. */
async function fileNeeds(city: City): Promise<void> {
  const client = await city.as({ role: 'dispatcher', areaCode: city.town.cityCode });
  const [jiangan, wuchang, qingshan] = city.town.hospitals;
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const needs: Partial<NeedInput>[] = [
    {
      organisationId: jiangan.id,
      lines: [{ item: 'oxygen-cylinder-40l', quantity: 24 }],
      priority: 'life-critical',
      priorityReason: '重症病区只够两小时',
      neededBy: inHours(1),
    },
    {
      organisationId: wuchang.id,
      lines: [{ item: 'surgical-mask', quantity: 4000 }],
      priority: 'urgent',
      neededBy: inHours(5),
    },
    { organisationId: qingshan.id, lines: [{ item: 'protective-clothing', quantity: 200 }], neededBy: inHours(20) },
    { organisationId: qingshan.id, lines: [{ item: 'protective-clothing', quantity: 200 }] },
    { organisationId: jiangan.id, lines: [{ item: 'surgical-mask', quantity: null, said: '口罩若干' }] },
  ];
  for (const need of needs)
    await client.needs.collectNeed({ commandId: newId(), ...need } as NeedInput & { commandId: string });
}

/** The dialog has gone and the keys belong to the queue again; an empty queue has no list to hold the focus. */
async function backInQueue(desk: Page, dialog: Locator): Promise<void> {
  await dialog.waitFor({ state: 'hidden' });
  const inDialog = 'document.activeElement?.closest(".ant-drawer, .ant-modal") != null';
  await comesTrue(async () => !(await desk.evaluate<boolean>(inDialog)), 'focus out of the dialog');
}

/** The row that the list announces as current. */
function current(desk: Page): Promise<string | null> {
  return desk.getByRole('listbox').getAttribute('aria-activedescendant');
}

/** Goes down with J until the current row says this. */
async function goTo(desk: Page, words: RegExp): Promise<void> {
  for (let step = 0; step < 10; step += 1) {
    const id = await current(desk);
    if (words.test(await desk.locator(`[id="${id}"]`).innerText())) return;
    await desk.keyboard.press('j');
  }
  throw new Error(`no row says ${words}`);
}

/** Toasts stand in a live region, so that what is shown is also read out. */
function toast(desk: Page, words: string) {
  return desk.locator('[aria-live="polite"].toasts').getByText(words);
}

async function withStatus(city: City, status: string): Promise<number> {
  return (await city.db.selectFrom('need').select('id').where('status', '=', status).execute()).length;
}

async function claimed(city: City): Promise<number> {
  return (await city.db.selectFrom('need').select('id').where('claimed_by', 'is not', null).execute()).length;
}
