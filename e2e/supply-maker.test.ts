import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@baogong/contract';
import { checkAccessibility } from './support/accessibility.ts';
import { enter } from './support/browser.ts';
import { openCity } from './support/platform.ts';
import { picture, pictures } from './support/screenshots.ts';
import { comesTrue } from './support/soon.ts';

test('a producer reports without a network: it waits on the phone, with its correction, and goes out by itself, once', async (t) => {
  const city = await openCity(t);
  const [, maker] = city.town.suppliers;
  const producer = await city.as({ role: 'supplier', organisationId: maker.id });
  const line = { organisationId: maker.id, item: 'liquid-oxygen', capacity: 80_000_000, name: '1 号空分' };
  await producer.production.createLine({ commandId: newId(), ...line });
  const worker = await city.hire('maker', '李班长', { role: 'supplier', organisationId: maker.id });
  const phone = await enter(t, city, worker, { phone: true });
  await phone.getByRole('link', { name: '报产量' }).click();
  await phone.getByText(/下一轮：.+还没报：1 号空分/).waitFor();
  await phone.context().setOffline(true);
  await phone.getByLabel('实际产出').fill('60');
  await phone.getByRole('button', { name: '上报', exact: true }).click();
  await phone.getByRole('heading', { name: /还没有发出的上报 \(1\)/ }).waitFor();
  await phone.getByLabel('现有库存').fill('420');
  await phone.getByRole('button', { name: '上报', exact: true }).click();
  await phone.getByRole('heading', { name: /还没有发出的上报 \(2\)/ }).waitFor();
  await checkAccessibility(phone);
  await picture(phone, 'phone-report-offline');
  await phone.context().setOffline(false);
  await phone.getByText('已报', { exact: true }).waitFor({ timeout: 25_000 });
  await comesTrue(async () => (await phone.getByText('还没有发出的上报').count()) === 0);
  const reports = await city.db.selectFrom('shift_report').selectAll().orderBy('version').execute();
  assert.deepEqual(
    reports.map(({ version, actual, stock }) => [version, actual, stock]),
    [
      [1, 60_000_000, null],
      [2, 60_000_000, 420_000_000],
    ],
  );
});

test('the desk sets the rounds; a maker says which adapters its line makes, and is found by them', async (t) => {
  const city = await openCity(t);
  const [, maker] = city.town.suppliers;
  const producer = await city.as({ role: 'supplier', organisationId: maker.id });
  const line = { organisationId: maker.id, item: 'oxygen-adapter', capacity: 60, name: '3D 打印线' };
  await producer.production.createLine({ commandId: newId(), ...line, ramp: { hours: 2, shares: [50] } });
  const dispatcher = await city.hire('dispatcher', '王调度', { role: 'dispatcher', areaCode: city.town.cityCode });
  const desk = await enter(t, city, dispatcher);
  await desk.goto('/board');
  await desk.getByText(/下一轮：[早中晚]/).waitFor();
  await desk.getByRole('button', { name: '轮次设置' }).click();
  await desk.getByRole('button', { name: '加一轮' }).click();
  const fourth = desk.getByRole('group', { name: '第 4 轮' });
  await fourth.getByLabel('时刻').fill('23:59');
  await fourth.getByLabel('中文名').fill('深夜');
  await fourth.getByLabel('英文名').fill('Late');
  await checkAccessibility(desk);
  await picture(desk, 'supply-rounds');
  await desk.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await desk.getByText(/轮次已改/).waitFor();
  const schedule = await (await city.as({ role: 'dispatcher', areaCode: '4201' })).rounds.getSchedule();
  assert.deepEqual([schedule.rounds.length, schedule.rounds[3]?.time], [4, '23:59']);

  const worker = await city.hire('maker', '李班长', { role: 'supplier', organisationId: maker.id });
  const own = await enter(t, city, worker);
  await own.goto(`/makers/${maker.id}`);
  await own.getByText('没说能做哪些接口').waitFor();
  await own.getByRole('button', { name: '加一样能做的 3D 打印线' }).click();
  const form = own.getByRole('dialog');
  await form.getByText('3D 打印', { exact: true }).click();
  await form.getByLabel('墙面终端制式').click();
  await own.locator('.ant-select-item-option').filter({ hasText: '德标' }).click();
  await form.getByLabel('每班（8 小时）能做多少').fill('60');
  await form.getByLabel('下单后几小时有第一批').fill('4');
  await form.getByRole('button', { name: '保存' }).click();
  await own.getByText('每班 60，每天 180').waitFor();
  await checkAccessibility(own);
  await pictures(own, 'supply-maker');
  const found = await producer.kits.listMakings({ item: 'oxygen-adapter', options: 'outlet:din-13260' });
  assert.deepEqual(
    found.map(({ organisation, perDay, leadHours }) => [organisation.id, perDay, leadHours]),
    [[maker.id, 180, 4]],
  );
});
