import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { newId } from '@baogong/contract';
import type { Page } from 'playwright-core';
import { checkAccessibility } from './support/accessibility.ts';
import { enter } from './support/browser.ts';
import { openCity } from './support/platform.ts';
import { comesTrue, seesSoon } from './support/soon.ts';

const TONNE = 1_000_000;
/** Tonnes an hour before the surge, and in it. */
const USUAL = 0.25;
const SURGE = 1.5;
/** Readings an hour. */
const HOUR_STEPS = 6;
/** A warning is looked for each second; then the page reads again. */
const lookMs = 4_000;

test('a hospital’s tank falls: the list re-orders, yellow, red, a need by itself, a delivery, green; the trace shows every hand', async (t) => {
  const scene = await openScene(t);
  const { desk, list, readAt } = scene;

  // A quiet day behind them: the second hospital stands first, since it has less.
  await rowsAre(list, ['武昌人民医院', '江岸第一医院']);

  // The surge: the first one’s use rises sixfold; it climbs in the list while everybody looks on, then its lamp turns yellow.
  await falls(scene, 'green', HOUR_STEPS);
  await rowsAre(list, ['江岸第一医院', '武昌人民医院']);
  await falls(scene, 'yellow');
  const warning = desk.getByRole('listitem', { name: /江岸第一医院/ });
  await warning.getByText('黄灯').first().waitFor();
  assert.equal(await warning.getByRole('link', { name: /需求/ }).count(), 0, 'yellow asks for nothing yet');
  await checkAccessibility(desk);

  // Red: nobody took it, so a need is opened, and the desk reads of it.
  const since = await falls(scene, 'red');
  await seesSoon(warning.getByText('红灯'), since, 'the red lamp', lookMs);
  await seesSoon(warning.getByRole('link', { name: /需求/ }), since, 'the need', lookMs);
  await desk.getByRole('button', { name: /收件箱，[1-9]\d* 条未读/ }).waitFor();
  await rowLamp(list, '江岸第一医院', /红灯/);

  // The desk dispatches from the plant; the plant ships; the hospital takes it in.
  await warning.getByRole('link', { name: /需求/ }).click();
  await desk.getByRole('heading', { name: '对应的预警' }).waitFor();
  await desk.getByRole('button', { name: '派发', exact: true }).click();
  await desk.getByText('全部覆盖').first().waitFor();
  await desk.getByRole('button', { name: '确认派发' }).click();
  await shipAndAccept(scene);

  // The gauge shows it: the lamp is green, the warning is over.
  scene.clock.forward({ minutes: 5 });
  await readAt(0, 20 * TONNE);
  await rowLamp(list, '江岸第一医院', /绿灯/);
  await desk.goto('/warnings');
  await desk.getByText('没有预警，都是绿灯').waitFor();
  await desk.getByText('已解除', { exact: true }).click();
  await desk.getByText('到货解除').waitFor();
  await traceShowsEveryHand(scene);
});

type Scene = Awaited<ReturnType<typeof openScene>>;

async function openScene(t: TestContext) {
  const clock = movableClock();
  const city = await openCity(t, { clock });
  const { hospitals, suppliers, cityCode } = city.town;
  const dispatcher = await city.hire('dispatcher', '王调度', { role: 'dispatcher', areaCode: cityCode });
  const district = await city.hire('jiangan', '江岸专班', { role: 'district-desk', areaCode: hospitals[0].areaCode });
  const sites = await Promise.all(
    hospitals.slice(0, 2).map(({ id }) => city.as({ role: 'institution', organisationId: id })),
  );
  for (const [index, site] of sites.entries())
    await site.readings.watchStock({
      commandId: newId(),
      organisationId: hospitals[index]!.id,
      item: 'liquid-oxygen',
      capacity: 22 * TONNE,
      resupplyMinutes: 60,
    });
  const plant = await city.as({ role: 'supplier', organisationId: suppliers[1].id });
  const supply = {
    organisationId: suppliers[1].id,
    item: 'liquid-oxygen',
    form: 'stock',
    quantity: 60 * TONNE,
  } as const;
  await plant.supply.createSource({ commandId: newId(), ...supply, leadMinutes: 30 });
  const quietDay = (index: number, full: number) =>
    Array.from({ length: 24 }, (_, hour) => ({
      organisationId: hospitals[index]!.id,
      item: 'liquid-oxygen',
      level: { value: Math.round((full - USUAL * hour) * TONNE), unit: 'gram' },
      at: String(clock.now().subtract({ hours: 24 - hour })),
    }));
  await sites[0]!.readings.takeReadings({ commandId: newId(), readings: quietDay(0, 16) });
  await sites[1]!.readings.takeReadings({ commandId: newId(), readings: quietDay(1, 13) });
  const desk = await enter(t, city, district);
  await desk.goto('/warnings');
  const list = await enter(t, city, dispatcher);
  await list.goto('/run-dry');
  return {
    city,
    clock,
    desk,
    list,
    site: sites[0]!,
    plant,
    supplierId: suppliers[1].id,
    /** What the first tank holds, grams. */
    tank: { level: 10 * TONNE },
    async readAt(index: number, grams: number) {
      const level = { value: grams, unit: 'gram' };
      const reading = { organisationId: hospitals[index]!.id, item: 'liquid-oxygen', level, at: String(clock.now()) };
      const { stocks } = await sites[index]!.readings.takeReadings({ commandId: newId(), readings: [reading] });
      return stocks[0]!;
    },
  };
}

/**
 * Time goes on and the tank falls as in the surge, until its lamp has that colour and no longer than that many steps.
 * Returns when it was read last, milliseconds since 1970.
 */
async function falls({ clock, readAt, tank }: Scene, lamp: 'green' | 'yellow' | 'red', steps = 60): Promise<number> {
  for (let step = 1; step <= steps; step += 1) {
    clock.forward({ minutes: 60 / HOUR_STEPS });
    tank.level -= Math.round((SURGE * TONNE) / HOUR_STEPS);
    const since = Date.now();
    const last = await readAt(0, tank.level);
    if (last.lamp === lamp && (lamp !== 'green' || step === steps)) return since;
    assert.ok(lamp === 'red' ? last.lamp === 'yellow' : last.lamp === 'green', `${last.lamp} on the way to ${lamp}`);
  }
  throw new Error(`never ${lamp}`);
}

/** The plant sends all of it, it arrives, the hospital takes it in. */
async function shipAndAccept({ plant, site, clock, supplierId, list }: Scene): Promise<void> {
  await comesTrue(async () => (await plant.deliveries.listOrders({})).length > 0, 'the order');
  const [order] = await plant.deliveries.listOrders({});
  const lines = [{ reservationId: order!.reservationId, quantity: order!.open }];
  const trip = await plant.deliveries.shipDelivery({
    commandId: newId(),
    supplierId,
    lines,
    expectedAt: String(clock.now().add({ minutes: 40 })),
  });
  await list.getByText(/^ ?途中 .*，预计 .* 到$/).waitFor();
  await checkAccessibility(list);
  clock.forward({ minutes: 30 });
  const { lines: arrived } = await plant.deliveries.arriveDelivery({ commandId: newId(), id: trip.id });
  const accepted = arrived.map(({ id, quantity }) => ({ deliveryLineId: id, accepted: quantity, rejected: 0 }));
  await site.deliveries.receiveDelivery({ commandId: newId(), id: trip.id, lines: accepted });
}

/** The need tells who did what; the ledger tells through whose hands the oxygen went. */
async function traceShowsEveryHand({ city, desk, list }: Scene): Promise<void> {
  const { id } = await city.db.selectFrom('need').select('id').executeTakeFirstOrThrow();
  await desk.goto(`/needs/${id}`);
  const history = desk.locator('.timeline');
  for (const hand of ['系统', '江岸专班', '供应商系统', '机构系统']) await history.getByText(hand).first().waitFor();
  await list.goto(`/goods/trace?need=${id}`);
  await list.getByRole('heading', { name: /医用液氧/ }).waitFor();
  const hands = list.locator('.moves > li');
  await hands
    .filter({ hasText: /→.*江岸第一医院/ })
    .first()
    .waitFor();
  const told = await hands.allInnerTexts();
  assert.equal(told.length, 2, told.join(' | '));
  assert.match(told[0]!, /青山防护用品厂.* → /);
  assert.match(told[1]!, /→ 江岸第一医院/);
}

async function rowsAre(list: Page, names: string[]): Promise<void> {
  const shown = async () =>
    (await list.locator('.dry-table tbody tr.ant-table-row').allInnerTexts()).map((text) =>
      names.find((name) => text.includes(name)),
    );
  await comesTrue(async () => JSON.stringify(await shown()) === JSON.stringify(names), `the order ${names.join(', ')}`);
}

async function rowLamp(list: Page, name: string, words: RegExp): Promise<void> {
  await list
    .getByRole('row', { name: new RegExp(name) })
    .getByText(words)
    .first()
    .waitFor();
}

/** Time that runs on and can be put forward. */
function movableClock() {
  let ahead = Temporal.Duration.from({ seconds: 0 });
  return {
    now: () => Temporal.Now.instant().add(ahead),
    forward: (by: Temporal.DurationLike) => void (ahead = ahead.add(by)),
  };
}
