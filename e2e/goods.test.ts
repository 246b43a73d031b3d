import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@baogong/contract';
import { checkAccessibility } from './support/accessibility.ts';
import { enter, phone, wide } from './support/browser.ts';
import { openCity } from './support/platform.ts';
import { pictures } from './support/screenshots.ts';

test('goods come in with their lot, are counted, and every hand is on the trace; what is missing stands out', async (t) => {
  const city = await openCity(t);
  const { town } = city;
  const dispatcher = await city.hire('dispatcher', '王调度', { role: 'dispatcher', areaCode: town.cityCode });
  const keeper = await city.as({ role: 'supplier', organisationId: town.suppliers[0].id });
  const placeId = town.sources['surgical-mask'];
  const lot = { number: '20260101', expiresOn: '2099-06-30', producer: '武汉防护用品厂' };
  const lines = [{ item: 'surgical-mask', quantity: 2, unit: 'thousand-piece', lot }];
  const item = 'surgical-mask';
  await keeper.stock
    .postMovement({ commandId: newId(), kind: 'buy', placeId, lines })
    .catch(() =>
      keeper.stock.postMovement({ commandId: newId(), kind: 'buy', placeId, lines: [{ item, quantity: 2000, lot }] }),
    );

  const desk = await enter(t, city, dispatcher);
  desk.setDefaultTimeout(Number(process.env.DBG ?? 30000));
  await desk.goto(`${city.url}/goods?item=${item}`);
  await desk.getByRole('link', { name: lot.number }).first().waitFor();
  const row = desk.getByRole('row', { name: new RegExp(town.suppliers[0].name) }).first();
  await row.getByRole('button', { name: '盘点' }).click();
  await desk.getByLabel(/数到的数量/).fill('11900');
  await desk
    .getByRole('dialog')
    .getByRole('button', { name: /确定|保存|确认/ })
    .click();
  await desk.getByText(/已盘点，账面为/).waitFor();

  // Another posts meanwhile: the screen follows by itself.
  await keeper.stock.postMovement({ commandId: newId(), kind: 'lose', placeId, lines: [{ item, quantity: 33, lot }] });
  await desk.getByText('报失').first().waitFor();
  await checkAccessibility(desk);
  await pictures(desk, 'goods');

  await desk.getByRole('link', { name: lot.number }).first().click();
  await desk.getByRole('heading', { name: '经过的每一手' }).waitFor();
  assert.ok((await desk.getByText('采购入库').count()) > 0);
  await checkAccessibility(desk);
  await pictures(desk, 'goods-trace');
  await desk.goto(`${city.url}/goods/balance?item=${item}`);
  await desk.getByRole('cell', { name: /⚠/ }).first().waitFor();
  await checkAccessibility(desk);
  await pictures(desk, 'goods-balance');

  await desk.setViewportSize(phone);
  await desk.goto(`${city.url}/goods?item=${item}`);
  await desk.getByRole('link', { name: lot.number }).first().waitFor();
  await pictures(desk, 'goods-narrow');
  await desk.setViewportSize(wide);
});
