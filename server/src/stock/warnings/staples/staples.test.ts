import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { newId } from '@baogong/contract';
import { startTestServer } from '../../../../testing/server.ts';
import { openTown } from '../../../../testing/town.ts';
import { watchStaples } from './watch.ts';

test('price and volume of a staple are lit against the same hour of the week, else the same hour, else all', async (t) => {
  const { quote, light } = await cast(t);
  await quote(0, 500);
  assert.deepEqual([(await light()).lamp, (await light()).basis], ['grey', 'none']);
  for (const hoursAgo of [1, 2, 3]) await quote(hoursAgo, 500);
  assert.deepEqual([(await light()).lamp, (await light()).basis], ['green', 'all']);
  for (const day of [1, 2, 3]) await quote(day * 24, 400);
  const hour = await light();
  assert.deepEqual([hour.basis, hour.price.usual, hour.price.percent, hour.lamp], ['same-hour', 400, 125, 'yellow']);
  for (const week of [1, 2]) await quote(week * 7 * 24, 300);
  const weekly = await light();
  assert.deepEqual([weekly.basis, weekly.price.usual, weekly.lamp], ['same-hour-of-week', 300, 'red']);
  assert.equal(weekly.days.length, 8);
});

test('dear is red, hoarded is yellow, hardly anything left is red; a warning follows and clears when it has lasted', async (t) => {
  const { quote, light, look, ahead, warning } = await cast(t);
  for (const day of [3, 2, 1]) await quote(day * 24, 500, 100, 1000);
  await quote(0, 510, 160, 900);
  assert.deepEqual(
    [(await light()).price.lamp, (await light()).sold!.lamp, (await light()).lamp],
    ['green', 'yellow', 'yellow'],
  );
  await look();
  assert.deepEqual([(await warning())!.lamp, (await warning())!.organisationId], ['yellow', null]);
  await ahead(1);
  await quote(0, 700, 160, 300);
  assert.deepEqual([(await light()).price.lamp, (await light()).onHand!.lamp], ['red', 'red']);
  await look();
  assert.equal((await warning())!.lamp, 'red');
  await ahead(1);
  await quote(0, 500, 100, 1000);
  await look();
  await look();
  assert.ok(await warning(), 'better for a moment is not enough');
  await ahead(1.1);
  await look();
  assert.equal(await warning(), undefined);
});

test('five thousand rows at once: good ones are taken, each bad one says its field; the same again is known', async (t) => {
  const { desk, now } = await cast(t);
  const at = (index: number) => String(now().subtract({ minutes: index }));
  const quotes = Array.from({ length: 5000 }, (_, index) => ({
    item: 'rice',
    area: '420102',
    priceFen: 500,
    source: '甲',
    at: at(index),
  }));
  quotes[7]!.item = 'unknown-thing';
  quotes[9]!.area = '999999';
  quotes[11]!.area = '420107';
  Object.assign(quotes[13]!, { unit: 'piece' });
  quotes[15]!.at = String(now().add({ hours: 1 }));
  const taken = await desk.staples.postQuotes({ commandId: newId(), quotes });
  assert.equal(taken.taken, 4995);
  assert.deepEqual(
    taken.refused.map(({ field }) => field),
    ['quotes[7].item', 'quotes[9].area', 'quotes[11]', 'quotes[13].unit', 'quotes[15].at'],
  );
  const again = await desk.staples.postQuotes({ commandId: newId(), quotes: quotes.slice(20, 30) });
  assert.deepEqual([again.taken, again.repeated], [0, 10]);
});

test('thresholds of one staple go before those of all; red can’t come before yellow', async (t) => {
  const { quote, light, chief } = await cast(t);
  for (const day of [3, 2, 1]) await quote(day * 24, 500);
  await quote(0, 540);
  assert.equal((await light()).lamp, 'green');
  const [all] = await chief.staples.listStapleRules({});
  const own = { ...all!, item: 'rice', priceYellow: 105, version: 0 };
  await assert.rejects(
    chief.staples.reviseStapleRule({ ...own, commandId: newId(), priceRed: 104 }),
    /at least as far/,
  );
  const made = await chief.staples.reviseStapleRule({ ...own, commandId: newId() });
  assert.equal(made.version, 1);
  assert.equal((await light()).lamp, 'yellow');
  await assert.rejects(chief.staples.reviseStapleRule({ ...own, commandId: newId() }), /reload/);
});

async function cast(t: TestContext) {
  let now = Temporal.Instant.from('2026-02-20T02:00:00Z');
  const clock = { now: () => now };
  const server = await startTestServer(t, { work: false, clock });
  const town = await openTown(server.db, now);
  const desk = await server.as('district-desk', { areaCode: '420102' });
  const chief = await server.as('supervisor', { areaCode: town.cityCode });
  return {
    desk,
    chief,
    now: () => now,
    async quote(hoursAgo: number, priceFen: number, sold?: number, onHand?: number) {
      const volumes = { ...(sold === undefined ? {} : { sold }), ...(onHand === undefined ? {} : { onHand }) };
      const at = String(now.subtract({ minutes: Math.round(hoursAgo * 60) }));
      const quote = {
        item: 'rice',
        area: '420102',
        unit: 'kilogram',
        priceFen,
        source: '江岸惠民市场',
        at,
        ...volumes,
      };
      await desk.staples.postQuotes({ commandId: newId(), quotes: [quote] });
    },
    light: async () => (await desk.staples.listStapleLights({ item: 'rice' }))[0]!,
    look: () => watchStaples(server.db, now),
    async ahead(hours: number) {
      now = now.add({ minutes: Math.round(hours * 60) });
    },
    warning: async () => (await desk.warnings.listWarnings({ kind: 'staple' })).rows[0],
  };
}
