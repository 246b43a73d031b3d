import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Locator } from 'playwright-core';
import { checkAccessibility } from './support/accessibility.ts';
import { enter } from './support/browser.ts';
import { openCity } from './support/platform.ts';
import { picture } from './support/screenshots.ts';

test('a nurse asks for goods on the phone with at most eight taps and fields, in less than a minute', async (t) => {
  const { ward, city } = await openWard(t);
  const hand = countingHand();
  const started = Date.now();
  await hand.tap(ward.getByRole('link', { name: '上报需求' }));
  await hand.fill(ward.getByLabel('找物资'), 'yywkkz');
  await hand.tap(ward.locator('.picker-answers').getByRole('button', { name: '医用外科口罩' }));
  await hand.fill(ward.getByLabel('数量', { exact: true }), '3000');
  await hand.tap(ward.getByRole('radio', { name: '2 小时内' }));
  await hand.tap(ward.getByRole('radio', { name: '紧急', exact: true }));
  await hand.tap(ward.getByRole('button', { name: '上报', exact: true }));
  await ward.getByRole('heading', { name: '已上报' }).waitFor();
  assert.ok(hand.count() <= 8, `${hand.count()} interactions`);
  assert.ok(Date.now() - started < 60_000);
  const need = await city.db.selectFrom('need').selectAll().executeTakeFirstOrThrow();
  assert.equal(need.priority, 'urgent');
  assert.ok(need.needed_by);
});

test('what is pasted from a chat fills the lines, and the unclear line asks', async (t) => {
  const { ward, city } = await openWard(t);
  await ward.getByRole('link', { name: '上报需求' }).click();
  await ward.getByRole('button', { name: '粘贴一段话' }).click();
  await ward.getByLabel('微信或短信里的原话').fill('急需N95口罩2万只、氧气瓶30个，明天上午前');
  await ward.getByRole('button', { name: '读成清单' }).click();
  const masks = ward.getByRole('listitem').filter({ has: ward.getByRole('heading', { name: '医用防护口罩' }) });
  await masks.waitFor();
  assert.equal(await masks.getByLabel('数量', { exact: true }).inputValue(), '20000');
  assert.equal(await masks.locator('q').innerText(), 'N95口罩2万只');
  const cylinders = ward.getByRole('listitem').filter({ hasText: '氧气瓶30个' });
  await cylinders.locator('.question').waitFor();
  await checkAccessibility(ward);
  await picture(ward, 'phone-paste');
  assert.equal(await ward.getByRole('radio', { name: '紧急', exact: true }).isChecked(), true);
  await ward.getByRole('button', { name: '上报', exact: true }).click();
  await ward.getByRole('heading', { name: '已上报' }).waitFor();
  const need = await city.db.selectFrom('need').selectAll().executeTakeFirstOrThrow();
  assert.equal(need.channel, 'text');
});

test('a need filed without network waits on the phone and goes out by itself, once', async (t) => {
  const { ward, city } = await openWard(t);
  await ward.getByRole('link', { name: '上报需求' }).click();
  await ward.getByLabel('找物资').fill('外科口罩');
  await ward.locator('.picker-answers').getByRole('button', { name: '医用外科口罩' }).click();
  await ward.getByLabel('数量', { exact: true }).fill('500');
  await ward.context().setOffline(true);
  await ward.getByRole('button', { name: '上报', exact: true }).click();
  await ward.getByRole('heading', { name: '未发送' }).waitFor();
  await ward.context().setOffline(false);
  await ward.getByRole('heading', { name: '未发送' }).waitFor({ state: 'hidden', timeout: 30_000 });
  await ward.goto('/phone');
  await ward.getByRole('link', { name: '医用外科口罩 500 个' }).waitFor();
  assert.equal((await city.db.selectFrom('need').select('id').execute()).length, 1);
});

async function openWard(t: TestContext) {
  const city = await openCity(t);
  const organisationId = city.town.hospitals[0].id;
  const nurse = await city.hire('nurse', '张护士长', { role: 'institution', organisationId });
  return { city, ward: await enter(t, city, nurse, { phone: true }) };
}

/** A hand that counts every tap and every field filled. */
function countingHand() {
  let count = 0;
  return {
    count: () => count,
    tap: (target: Locator) => ((count += 1), target.tap()),
    fill: (target: Locator, words: string) => ((count += 1), target.fill(words)),
  };
}
