import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@baogong/contract';
import type { Locator } from 'playwright-core';
import { checkAccessibility } from './support/accessibility.ts';
import { enter } from './support/browser.ts';
import { openCity } from './support/platform.ts';
import { picture } from './support/screenshots.ts';
import { seesSoon } from './support/soon.ts';

test('a producer reports a round on the phone in a few taps; the supply board shows it at once and the gap shrinks', async (t) => {
  const city = await openCity(t);
  const { town } = city;
  const [, maker] = town.suppliers;
  const producer = await city.as({ role: 'supplier', organisationId: maker.id });
  const command = () => ({ commandId: newId() });
  const line = { organisationId: maker.id, item: 'liquid-oxygen', capacity: 80_000_000 };
  await producer.production.createLine({ ...command(), ...line, name: '1 号空分' });
  await producer.production.createLine({ ...command(), ...line, name: '2 号空分', running: false });
  const hospital = await city.as({ role: 'institution', organisationId: town.hospitals[0].id });
  const lines = [{ item: 'liquid-oxygen', quantity: 900_000_000 }];
  await hospital.needs.collectNeed({ ...command(), organisationId: town.hospitals[0].id, lines });

  const dispatcher = await city.hire('dispatcher', '王调度', { role: 'dispatcher', areaCode: town.cityCode });
  const desk = await enter(t, city, dispatcher);
  await desk.goto('/board');
  await desk.getByRole('button', { name: /液氧.*缺 900 吨/ }).waitFor();
  await desk.getByText('1 条线未报').first().waitFor();
  await desk.getByText('未报', { exact: true }).waitFor();
  await checkAccessibility(desk);

  const worker = await city.hire('maker', '李班长', { role: 'supplier', organisationId: maker.id });
  const phone = await enter(t, city, worker, { phone: true });
  const hand = countingHand();
  const started = Date.now();
  await hand.tap(phone.getByRole('link', { name: '报产量' }));
  const first = phone.getByRole('listitem').filter({ has: phone.getByRole('heading', { name: /1 号空分/ }) });
  await hand.fill(first.getByLabel('实际产出'), '60');
  await hand.fill(first.getByLabel('现有库存'), '420.5');
  await checkAccessibility(phone);
  const since = Date.now();
  await hand.tap(phone.getByRole('button', { name: '上报', exact: true }));
  await seesSoon(desk.getByRole('cell', { name: /420.5 吨/ }), since, 'the report on the board', 5000);
  assert.ok(hand.count() <= 4 && Date.now() - started < 60_000, `${hand.count()} taps and fields`);
  await phone.getByText('已报', { exact: true }).waitFor();
  await desk.getByRole('button', { name: /液氧.*缺 / }).waitFor();
  await desk.locator('.verdict').waitFor();
  await picture(desk, 'supply-board');
  await picture(phone, 'phone-report');
  const reports = await city.db.selectFrom('shift_report').selectAll().execute();
  assert.deepEqual(
    reports.map(({ actual, stock }) => [actual, stock]),
    [[60_000_000, 420_500_000]],
  );
});

/** A hand that counts every tap and every field filled. */
function countingHand() {
  let count = 0;
  return {
    count: () => count,
    tap: (target: Locator) => ((count += 1), target.tap()),
    fill: (target: Locator, words: string) => ((count += 1), target.fill(words)),
  };
}
