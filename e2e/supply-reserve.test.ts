import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@baogong/contract';
import type { Locator, Page } from 'playwright-core';
import { checkAccessibility } from './support/accessibility.ts';
import { enter } from './support/browser.ts';
import { type City, openCity } from './support/platform.ts';
import { picture, pictures } from './support/screenshots.ts';
import { seesSoon } from './support/soon.ts';

test('a need finds only reserve: the dispatcher asks for it, the supervisor lets part of it go, both see it at once', async (t) => {
  const city = await openCity(t);
  const { need } = await needForReserve(city);
  const dispatcher = await city.hire('dispatcher', '王调度', { role: 'dispatcher', areaCode: city.town.cityCode });
  const supervisor = await city.hire('supervisor', '吴领导', { role: 'supervisor', areaCode: city.town.cityCode });
  const desk = await enter(t, city, dispatcher);
  const chief = await enter(t, city, supervisor);
  await chief.goto('/supply/releases');
  await chief.getByText('没有等批准的申请。').waitFor();

  await desk.goto(`/needs/${need.id}`);
  await desk.getByRole('button', { name: '派发', exact: true }).first().click();
  const panel = desk.getByRole('dialog');
  await panel.getByText(/另有储备 1,000 个/).waitFor();
  await panel.getByRole('button', { name: '申请动用' }).click();
  const form = desk.getByRole('dialog', { name: /申请动用储备/ });
  assert.equal(await form.getByLabel('数量（个）').inputValue(), '300', 'what the need lacks is filled in');
  await form.getByLabel('理由（批准人会看到）').fill('发热门诊告急，企业没有货');
  const asked = Date.now();
  await form.getByRole('button', { name: '提交申请' }).click();
  await seesSoon(chief.getByText('发热门诊告急，企业没有货'), asked, 'the request on the supervisor’s page', 5000);
  await chief.getByRole('link', { name: new RegExp(need.number) }).waitFor();
  await checkAccessibility(chief);
  await pictures(chief, 'supply-releases');

  await chief.getByRole('button', { name: /^批准/ }).click();
  await chief.getByLabel('批准数量（个）').fill('200');
  const granted = Date.now();
  await chief.getByRole('dialog').getByRole('button', { name: '批准', exact: true }).click();
  await panel.getByText(/另有储备 800 个/).waitFor();
  await seesSoon(desk.getByText(/另有储备 800 个/), granted, 'the release in the dispatch panel', 5000);
  await desk.goto('/inbox');
  await desk.getByRole('link', { name: '已批准动用储备：防护面罩 200 个' }).waitFor();
  await desk.goto('/supply?origin=reserve');
  await desk.getByText('可派 200 个').waitFor();
  await checkAccessibility(desk);
  await pictures(desk, 'supply-sources');
  await chief.goto('/inbox');
  await chief.getByRole('link', { name: '请批准动用储备：防护面罩 300 个' }).click();
  await chief.getByText('已批准 200 个').waitFor();

  await chief.getByRole('button', { name: /^收回批准/ }).click();
  const back = chief.getByRole('dialog');
  await back.getByLabel('原因（申请人会看到）').fill('先留给急诊');
  await back.getByRole('button', { name: '收回批准' }).click();
  await chief.getByText('批准 200 个 已收回').waitFor();
});

test('a donation of two things from somebody new is in the books in under a minute', async (t) => {
  const city = await openCity(t);
  const dispatcher = await city.hire('dispatcher', '王调度', { role: 'dispatcher', areaCode: city.town.cityCode });
  const desk = await enter(t, city, dispatcher);
  await desk.goto('/supply');
  const started = Date.now();
  await desk.getByRole('button', { name: '登记捐赠' }).click();
  const form = desk.getByRole('dialog');
  await form.getByRole('button', { name: '名录里没有？直接填名称' }).click();
  await form.getByLabel('单位或捐赠人名称').fill('黄鹤公益基金会');
  await choose(desk, form.getByLabel('所在地区'), '武昌区', /武昌区/);
  await choose(desk, form.getByLabel('第 1 行：物资'), '制氧机', /5升制氧机/);
  await form.getByLabel('第 1 行：数量').fill('30');
  await form.getByRole('button', { name: '添加一行' }).click();
  await choose(desk, form.getByLabel('第 2 行：物资'), '外科口罩', /医用外科口罩/);
  await form.getByLabel('第 2 行：数量').fill('5000');
  await picture(desk, 'supply-donation');
  await form.getByRole('button', { name: '保存' }).click();
  await desk.getByRole('cell', { name: '黄鹤公益基金会 现货' }).first().waitFor();
  assert.ok(Date.now() - started < 60_000);
  const { rows } = await (
    await city.as({ role: 'dispatcher', areaCode: '4201' })
  ).supply.listSources({ origin: 'donation' });
  assert.deepEqual(rows.map(({ organisationName, item, quantity }) => [organisationName, item, quantity]).sort(), [
    ['黄鹤公益基金会', 'oxygen-concentrator-5l', 30],
    ['黄鹤公益基金会', 'surgical-mask', 5000],
  ]);
});

/** A hospital needs 300 face shields; the only ones in the city are reserve. */
async function needForReserve({ as, town }: City) {
  const dispatcher = await as({ role: 'dispatcher', areaCode: town.cityCode });
  const hospital = await as({ role: 'institution', organisationId: town.hospitals[0].id });
  const reserve = {
    organisationId: town.suppliers[0].id,
    item: 'face-shield',
    form: 'stock',
    origin: 'reserve',
  } as const;
  await dispatcher.supply.createSource({ commandId: newId(), ...reserve, quantity: 1000 });
  const lines = [{ item: 'face-shield', quantity: 300 }];
  return {
    need: await hospital.needs.collectNeed({ commandId: newId(), organisationId: town.hospitals[0].id, lines }),
  };
}

/** Types into a field that searches, and takes what it finds. */
async function choose(page: Page, field: Locator, typed: string, option: RegExp): Promise<void> {
  await field.click();
  await field.fill(typed);
  await page.locator('.ant-select-item-option').filter({ hasText: option }).first().click();
}
