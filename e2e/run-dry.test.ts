import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@baogong/contract';
import { checkAccessibility } from './support/accessibility.ts';
import { enter } from './support/browser.ts';
import { openCity } from './support/platform.ts';
import { seesSoon } from './support/soon.ts';

const TONNE = 1_000_000;
const HOUR = 3_600_000;

test('a hospital reads its tank on the phone; the desk’s list changes its order live, and an odd reading is answered in one tap', async (t) => {
  const city = await openCity(t);
  const { town } = city;
  const [first, second] = town.hospitals;
  const desk = await city.as({ role: 'dispatcher', areaCode: town.cityCode });
  for (const [index, { id }] of [first, second].entries()) {
    const settings = { gauge: 'percent', capacity: 20 * TONNE, deadStock: 0.5 * TONNE, resupplyMinutes: 90 } as const;
    const watch = { commandId: newId(), organisationId: id, item: 'liquid-oxygen', ...settings };
    const { stockId } = await desk.readings.watchStock(watch);
    const readings = Array.from({ length: 12 }, (_, hour) => ({
      stockId,
      at: new Date(Date.now() - (12 - hour) * HOUR).toISOString(),
      level: { value: 90 - hour * (2 + index), unit: 'percent' },
    }));
    await desk.readings.takeReadings({ commandId: newId(), source: 'telemetry', readings });
  }
  const dispatcher = await city.hire('dispatcher', '王调度', { role: 'dispatcher', areaCode: town.cityCode });
  const nurse = await city.hire('nurse', '李护士', { role: 'institution', organisationId: first.id });

  const list = await enter(t, city, dispatcher);
  await list.getByRole('link', { name: '断供时间' }).click();
  const rows = list.locator('.dry-table tbody tr.ant-table-row');
  await rows.nth(1).waitFor();
  const firstLine = () => rows.first().innerText();
  assert.ok((await firstLine()).includes(second.name), 'who uses more runs dry first');
  await checkAccessibility(list);

  const phone = await enter(t, city, nurse, { phone: true });
  await phone.goto('/phone/readings');
  await phone.getByRole('button', { name: '报读数' }).click();
  await phone.getByLabel('读数', { exact: true }).fill('14');
  await phone.getByRole('button', { name: '高流量加一台' }).click();
  await checkAccessibility(phone);
  await phone.getByRole('button', { name: '上报', exact: true }).click();
  await phone.getByText('存量下降得比用量快得多').waitFor();
  await list.getByText('读数待核实').waitFor();
  const since = Date.now();
  await phone.getByRole('button', { name: '读数没错' }).click();
  await seesSoon(rows.first().getByRole('link', { name: first.name }), since, 'the hospital on top of the list', 4000);

  await phone.context().setOffline(true);
  await phone.getByRole('button', { name: '报读数' }).click();
  await phone.getByLabel('读数', { exact: true }).fill('13');
  await phone.getByRole('button', { name: '上报', exact: true }).click();
  await phone.getByRole('heading', { name: /还没有发出的读数/ }).waitFor();
  await phone.context().setOffline(false);
  await phone.getByRole('heading', { name: /还没有发出的读数/ }).waitFor({ state: 'detached' });
  await phone.getByText(/^13% · /).waitFor();

  await list.getByRole('link', { name: first.name }).click();
  await list.getByRole('heading', { name: new RegExp(first.name) }).waitFor();
  await list.getByRole('img', { name: /医用液氧：现存约 1\d%/ }).waitFor();
  await list.locator('.stock-curve svg').waitFor();
  await checkAccessibility(list);
});
