import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@baogong/contract';
import { enter } from './support/browser.ts';
import { type City, openCity } from './support/platform.ts';
import { pictures } from './support/screenshots.ts';

test('the desk takes a warning, lets go again, answers it; the leader changes a threshold; a dear staple is lit', async (t) => {
  const city = await openCity(t);
  const [jiangan] = city.town.hospitals;
  const own = await city.hire('jiangan', '江岸专班', { role: 'district-desk', areaCode: jiangan.areaCode });
  const leader = await city.hire('leader', '值班领导', { role: 'supervisor', areaCode: city.town.cityCode });
  const plant = await city.as({ role: 'supplier', organisationId: city.town.suppliers[1].id });
  const stock = { organisationId: city.town.suppliers[1].id, item: 'liquid-oxygen', form: 'stock' } as const;
  const source = await plant.supply.createSource({
    commandId: newId(),
    ...stock,
    quantity: 60_000_000,
    leadMinutes: 30,
  });
  const inMinutes = (minutes: number) => Temporal.Now.instant().add({ minutes }).toString();
  const load = await plant.transfers.offerTransfer({
    commandId: newId(),
    placeId: source.id,
    toOrganisationId: jiangan.id,
    lines: [{ item: 'liquid-oxygen', quantity: 2_000_000 }],
    expiresAt: inMinutes(300),
  });
  await plant.transfers.sendTransfer({ commandId: newId(), id: load.id, expectedAt: inMinutes(90) });
  await runsDryIn(city, 0, 170);
  await runsDryIn(city, 1, 55);
  await runsDryIn(city, 2, 140);

  const desk = await enter(t, city, own);
  await desk.getByRole('link', { name: '预警' }).click();
  const warning = desk.getByRole('listitem', { name: /江岸第一医院/ });
  await warning.getByText('黄灯').waitFor();
  await warning.getByText(/途中 2 吨，预计 .+ 到/).waitFor();
  await warning.getByRole('button', { name: '我来处理' }).click();
  await warning.getByText(/江岸专班.*在处理/).waitFor();
  await desk.getByRole('button', { name: '撤销' }).click();
  await warning.getByText('还没有人处理').waitFor();
  await warning.getByRole('button', { name: '答复' }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByText('读数有误').click();
  await dialog.getByRole('button', { name: '答复' }).click();
  await desk.getByText('没有预警，都是绿灯').waitFor();

  const chief = await enter(t, city, leader);
  await chief.goto('/warnings');
  await chief.getByRole('link', { name: /需求 \d/ }).waitFor();
  await pictures(chief, 'warnings');
  await chief.goto('/warnings/rules');
  await chief.getByRole('button', { name: '修改“危及生命”的阈值' }).click();
  await chief.getByLabel('黄灯：补货时间的百分比').fill('50');
  await chief.getByRole('button', { name: '保存' }).click();
  await chief.getByText('黄灯的范围不能比红灯小', { exact: false }).first().waitFor();
  await chief.getByLabel('黄灯：补货时间的百分比').fill('250');
  await chief.getByRole('button', { name: '保存' }).click();
  await chief.getByText('2.5 倍以内').waitFor();

  const market = await city.as({ role: 'district-desk', areaCode: jiangan.areaCode });
  const quotes = ['rice', 'vegetables', 'eggs', 'flour'].flatMap((item, place) =>
    Array.from({ length: 14 }, (_, day) => ({
      item,
      area: jiangan.areaCode,
      unit: 'kilogram',
      source: '江岸惠民市场',
      priceFen: Math.round(
        (400 + 150 * place) * (1 + 0.03 * Math.sin(day * 1.7)) * (day === 0 && place === 1 ? 1.4 : 1),
      ),
      sold: 1000 + day * 5 + (day === 0 && place === 3 ? 700 : 0),
      onHand: 4000,
      at: String(Temporal.Now.instant().subtract({ hours: 24 * day })),
    })),
  );
  assert.equal((await market.staples.postQuotes({ commandId: newId(), quotes })).taken, quotes.length);
  await chief.goto('/staples');
  await chief
    .getByRole('row', { name: /新鲜蔬菜/ })
    .getByText('红灯')
    .waitFor();
  await chief
    .getByRole('row', { name: /面粉/ })
    .getByText('黄灯')
    .waitFor();
  await chief
    .getByRole('row', { name: /大米/ })
    .getByText('绿灯')
    .waitFor();
  await pictures(chief, 'staples');
  await desk
    .getByRole('listitem', { name: /新鲜蔬菜/ })
    .getByText('红灯')
    .waitFor();
});

/** The forecast says that a hospital's tank may be dry in so many minutes; help takes 90. */
async function runsDryIn(city: City, index: 0 | 1 | 2, minutes: number): Promise<void> {
  const { id: organisationId } = city.town.hospitals[index];
  const hospital = await city.as({ role: 'institution', organisationId });
  const settings = { organisationId, item: 'liquid-oxygen', resupplyMinutes: 60 };
  const { stockId } = await hospital.readings.watchStock({ commandId: newId(), ...settings });
  const after = (more: number) => String(Temporal.Now.instant().add({ minutes: minutes + more }));
  const dry = { dry_early: after(0), dry_at: after(30), dry_late: after(95), stale_at: 'infinity' };
  const stock = { stock_early: 1_500_000, stock_middle: 2_114_861, stock_late: 2_600_000 };
  const use = { use_low: 1_000_000, use_middle: 1_359_608, use_high: 1_700_000 };
  const row = { ...dry, ...stock, ...use, is_known: true, confidence: 'medium' };
  await city.db.updateTable('stock_forecast').set(row).where('stock_id', '=', stockId).execute();
}
