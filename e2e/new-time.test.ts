import { test } from 'node:test';
import { newId } from '@baogong/contract';
import { checkAccessibility } from './support/accessibility.ts';
import { enter } from './support/browser.ts';
import { type City, openCity } from './support/platform.ts';
import { picture } from './support/screenshots.ts';

const OXYGEN = 'liquid-oxygen';
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

test('a load will be late: the sender says the new time on the phone, the hospital and the desk see it with the one before; once it is overdue the sender is asked for another', async (t) => {
  const city = await openCity(t);
  const [hospital] = city.town.hospitals;
  const [, maker] = city.town.suppliers;
  await oxygenUnderWay(city, inMinutes(60));
  const keeper = await city.hire('gate', '门岗老赵', { role: 'supplier', organisationId: maker.id });
  const nurse = await city.hire('nurse', '张护士', { role: 'institution', organisationId: hospital.id });
  const dispatcher = await city.hire('dispatcher', '王调度', { role: 'dispatcher', areaCode: city.town.cityCode });

  const sender = await enter(t, city, keeper, { phone: true });
  await sender.goto('/phone/transfers');
  await sender.getByText(/^预计 .+ 到$/).waitFor();
  await sender.getByRole('button', { name: '改时间' }).click();
  const sheet = sender.getByRole('dialog', { name: /新的预计到货时间/ });
  await sheet.getByRole('radio', { name: '2 小时后' }).check();
  await sheet.getByLabel('原因（选填）').fill('进城检查站排队');
  await checkAccessibility(sender);
  await picture(sender, 'phone-new-time');
  await sheet.getByRole('button', { name: '告诉收货方' }).click();
  await sender.getByText(/现在预计 .+ 到，原来/).waitFor();

  const ward = await enter(t, city, nurse, { phone: true });
  await ward.goto('/phone/readings');
  await ward.getByText(/预计 .+ 到 \(原来说 .+ 到\)/).waitFor();

  await city.db
    .updateTable('shipment')
    .set({ expected_at: inMinutes(-15) })
    .execute();
  await sender.goto('/phone/transfers');
  await sender.getByText(/逾期未到/).waitFor();
  const desk = await enter(t, city, dispatcher);
  await desk.goto(`/sites/${hospital.id}`);
  await desk.getByText(/逾期未到，应 .+ 到 · 不计入/).waitFor();
  await desk.getByRole('button', { name: '改时间' }).click();
  const entry = desk.getByRole('dialog', { name: /新的预计到货时间/ });
  await entry.getByRole('radio', { name: '30 分钟后' }).check();
  await checkAccessibility(desk);
  await entry.getByRole('button', { name: '告诉收货方' }).click();
  await desk.getByText(/现在预计 .+ 到，原来/).waitFor();
});

/** Half a tank of the maker’s oxygen is on the road to the first hospital, whose own lasts some hours. */
async function oxygenUnderWay(city: City, expectedAt: string): Promise<void> {
  const [hospital] = city.town.hospitals;
  const [, maker] = city.town.suppliers;
  const gate = await city.as({ role: 'supplier', organisationId: maker.id });
  const site = await city.as({ role: 'institution', organisationId: hospital.id });
  const watched = { organisationId: hospital.id, item: OXYGEN, capacity: 20_000_000, usualPerHour: 500_000 };
  const { stockId } = await site.readings.watchStock({ commandId: newId(), ...watched, resupplyMinutes: 60 });
  const reading = { stockId, level: { value: 30, unit: 'percent' } };
  await site.readings.takeReadings({ commandId: newId(), readings: [reading] });
  const stock = { item: OXYGEN, form: 'stock', quantity: 40_000_000, leadMinutes: 30 } as const;
  const source = await gate.supply.createSource({ commandId: newId(), organisationId: maker.id, ...stock });
  const held = await gate.transfers.offerTransfer({
    commandId: newId(),
    placeId: source.id,
    toOrganisationId: hospital.id,
    lines: [{ item: OXYGEN, quantity: 10_000_000 }],
    expiresAt: inMinutes(240),
  });
  await gate.transfers.sendTransfer({ commandId: newId(), id: held.id, expectedAt });
}
