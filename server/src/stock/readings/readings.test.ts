import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ReadingInput } from '@baogong/contract';
import { actAs } from '../../../testing/act.ts';
import { openTestDatabase } from '../../../testing/database.ts';
import { openTown, type Town } from '../../../testing/town.ts';
import { type Database, type Db, openDatabase } from '../../platform/db/database.ts';
import { Refusal } from '../../platform/refusal.ts';
import { bringBooksDown, edges, ensureSites, postMovements, refreshForecasts } from '../index.ts';
import { answerQuestion } from './answer-question.ts';
import { stockCurve } from './curve.ts';
import { countRunDry, listRunDry, siteStocks, viewStocks } from './run-dry.ts';
import { takeReadings } from './take-readings.ts';
import { watchStock } from './watch-stock.ts';

const start = Temporal.Instant.from('2022-12-20T00:00:00Z');
const TONNE = 1_000_000;
let database: Database;
let db: Db;
let town: Town;

before(async () => {
  database = openDatabase((await openTestDatabase()).url, 10);
  db = database.db;
  town = await openTown(db, start);
});
after(() => database.close());

const at = (hours: number) => start.add({ minutes: Math.round(hours * 60) });
const hospitalActor = (index: 0 | 1 | 2 = 0) =>
  town.actorOf('institution', { organisationId: town.hospitals[index].id });
const read = (
  readings: ReadingInput[],
  now: Temporal.Instant,
  actor = hospitalActor(),
  source?: 'phone' | 'telemetry',
) => actAs(db, actor, (act) => takeReadings(act, db, { readings, source }), now);
const level = (value: number, unit = 'percent', organisationId = town.hospitals[0].id): ReadingInput => ({
  organisationId,
  item: 'liquid-oxygen',
  level: { value, unit },
});
const watchTank = (organisationId: string, now: Temporal.Instant, item = 'liquid-oxygen') =>
  actAs(
    db,
    town.actorOf('dispatcher'),
    (act) =>
      watchStock(act, db, {
        commandId: act.commandId,
        organisationId,
        item,
        gauge: 'percent',
        capacity: 20 * TONNE,
        deadStock: 0.6 * TONNE,
        flowLimitPerHour: 0.5 * TONNE,
        resupplyMinutes: 90,
      }),
    now,
  );
const stockOf = async (id: string, now: Temporal.Instant) => (await viewStocks(db, [id], now))[0]!;
const factsSince = (subject: string) =>
  db.selectFrom('event').selectAll().where('module', '=', 'stock').where('command_id', '=', subject).execute();
/** Hourly readings of a tank that loses so many per cent an hour. */
async function fall(from: number, perHour: number, hours: number, since: number, index: 0 | 1 | 2 = 0) {
  for (let hour = 0; hour < hours; hour += 1) {
    const reading = level(from - perHour * hour, 'percent', town.hospitals[index].id);
    await read([reading], at(since + hour), hospitalActor(index));
  }
}

test('a hospital reads its tank by the hour; the desk sees when it runs dry, as a range, and how sure that is', async () => {
  const id = await watchTank(town.hospitals[0].id, at(0));
  const unread = await stockOf(id, at(0));
  assert.deepEqual([unread.emptyAt, unread.confidence, unread.lamp], [null, 'none', 'grey']);
  assert.deepEqual(unread.why, [{ code: 'no-reading', figure: null }]);
  await fall(95, 4, 20, 0);
  const stock = await stockOf(id, at(19));
  // 19 % are left at hour 19, 16 of them can be drawn: four hours.
  const hours = (instant: string | null) => (Date.parse(instant!) - at(19).epochMilliseconds) / 3_600_000;
  assert.ok(Math.abs(hours(stock.emptyAt!.p50) - 4) < 0.8, `${hours(stock.emptyAt!.p50)} h`);
  assert.ok(
    hours(stock.emptyAt!.p10) < hours(stock.emptyAt!.p50) && hours(stock.emptyAt!.p50) < hours(stock.emptyAt!.p90),
  );
  assert.equal(stock.lastReading?.quantity, 3.8 * TONNE);
  assert.equal(stock.flow, 'exceeded', '0.8 t an hour through a pipe for half a tonne');
  assert.equal(stock.lamp, 'yellow', 'help that sets out two hours from now may be too late');
  const { rows } = await listRunDry(db, town.actorOf('dispatcher'), { limit: 50 }, at(19));
  assert.equal(rows[0]?.stockId, id);
  const late = await stockOf(id, at(22));
  assert.equal(late.lamp, 'red', 'no reading is no reason to believe that nothing is used');
});

test('the range of a stock that nobody reads goes on and widens; it never stands still', async () => {
  const id = await watchTank(town.hospitals[1].id, at(0));
  await fall(95, 2, 12, 0, 1);
  const fresh = await stockOf(id, at(11));
  assert.ok((await refreshForecasts(db, at(31))) > 0);
  const old = await stockOf(id, at(31));
  const width = (stock: typeof old) => Date.parse(stock.emptyAt!.p90!) - Date.parse(stock.emptyAt!.p10!);
  assert.ok(old.stockNow!.p50 < fresh.stockNow!.p50 - 5 * TONNE, 'consumption went on');
  assert.ok(width(old) > width(fresh));
  assert.equal(old.why[0]?.code, 'old-reading');
  assert.equal(old.why[0]?.figure, 20 * 60);
  assert.equal(await refreshForecasts(db, at(31)), 0, 'nothing is due again at once');
  await refreshForecasts(db, at(90));
  const passed = (await stockOf(id, at(90))).emptyAt!.p50;
  await refreshForecasts(db, at(100));
  assert.equal((await stockOf(id, at(100))).emptyAt!.p50, passed, 'it ran dry when it ran dry');
});

test('of thousands of readings those that can be taken are; each of the others says which field is wrong and what to do', async () => {
  const other = level(50, 'percent', town.hospitals[2].id);
  await watchTank(town.hospitals[2].id, at(0));
  const good: ReadingInput[] = Array.from({ length: 40 }, (_, index) => ({
    ...level(80 - index, 'percent', town.hospitals[2].id),
    at: at(100 + index / 4).toString(),
  }));
  const bad: ReadingInput[] = [
    { ...other, level: { value: 5, unit: 'parsec' } },
    { ...other, level: { value: -1, unit: 'tonne' } },
    { ...other, level: { value: 1e9, unit: 'tonne' } },
    { ...other, at: at(111).toString() },
    { ...other, at: at(-80).toString() },
    { ...other, item: 'no-such-thing' },
    { ...other, level: { value: 12, unit: 'MPa' } },
    { organisationId: town.hospitals[2].id, item: 'liquid-oxygen' },
    { level: { value: 5, unit: 'percent' } },
    { ...level(50), at: at(109).toString() },
  ];
  const taken = await read([...good, ...bad], at(110), hospitalActor(2), 'telemetry');
  assert.deepEqual([taken.taken, taken.repeated, taken.refused.length], [40, 0, 10]);
  assert.deepEqual(
    taken.refused.map(({ index, field, reason }) => [index - 40, field.replace(/^readings\[\d+\]\.?/, ''), reason]),
    [
      [0, 'level.unit', 'reading-unit-unknown'],
      [1, 'level.value', 'reading-out-of-range'],
      [2, 'level.value', 'reading-out-of-range'],
      [3, 'at', 'reading-in-future'],
      [4, 'at', 'reading-too-old'],
      [5, 'organisationId', 'not-found'],
      [6, 'level.unit', 'capacity-needed'],
      [7, 'level', 'reading-says-nothing'],
      [8, 'stockId', 'reading-of-what'],
      [9, '', 'not-allowed'],
    ],
  );
  const again = await read(good, at(110.1), hospitalActor(2), 'telemetry');
  assert.deepEqual([again.taken, again.repeated], [0, 40], 'telemetry may repeat itself');
  const differs = read(
    [{ ...good[0]!, level: { value: 10, unit: 'percent' } }],
    at(110.1),
    hospitalActor(2),
    'telemetry',
  );
  await assert.rejects(
    differs,
    (error: unknown) => error instanceof Refusal && /另一个读数|Another/.test(error.message),
  );
  await assert.rejects(
    read([bad[0]!], at(110), hospitalActor(2)),
    (error: unknown) => error instanceof Refusal && error.details.field === 'readings[0].level.unit',
  );
});

test('a reading that came late moves the forecast as if it had come in time', async () => {
  const id = await watchTank(town.hospitals[0].id, at(0), 'oxygen-cylinder-40l');
  const count = (value: number, hour: number): ReadingInput => ({
    stockId: id,
    level: { value, unit: '瓶' },
    at: at(hour).toString(),
  });
  await read([count(90, 0), count(80, 2), count(60, 6)], at(6));
  const inTime = await stockOf(id, at(6));
  const other = await watchTank(town.hospitals[1].id, at(0), 'oxygen-cylinder-40l');
  const there = (value: number, hour: number): ReadingInput => ({ ...count(value, hour), stockId: other });
  await read([there(90, 0), there(60, 6)], at(6), hospitalActor(1));
  await read([there(80, 2)], at(6), hospitalActor(1));
  assert.deepEqual((await stockOf(other, at(6))).emptyAt, inTime.emptyAt);
});

test('a tank that fills without a delivery is taken, flagged and asked about; three answers, each in one tap', async () => {
  const item = 'oxygen-concentrator-5l';
  for (const answer of ['right', 'wrong', 'delivery'] as const) {
    const organisationId = (
      answer === 'right' ? town.hospitals[0] : answer === 'wrong' ? town.hospitals[1] : town.hospitals[2]
    ).id;
    const actor = town.actorOf('officer', { organisationId });
    const id = await watchTank(organisationId, at(0), item);
    const one = (value: number): ReadingInput => ({ stockId: id, level: { value, unit: 'percent' } });
    for (let hour = 0; hour < 10; hour += 1) await read([one(60 - 2 * hour)], at(hour), actor);
    const odd = await read([one(90)], at(10), actor);
    assert.equal(odd.flagged, 1);
    const asked = await stockOf(id, at(10));
    assert.equal(asked.question?.flag, 'fills-without-delivery');
    assert.ok(Math.abs(asked.question!.expected! - 8 * TONNE) < 0.5 * TONNE, `${asked.question!.expected}`);
    assert.ok(asked.why.some(({ code }) => code === 'doubtful-reading'));
    await actAs(
      db,
      actor,
      (act) => answerQuestion(act, { commandId: act.commandId, id: asked.question!.id, answer }),
      at(10.1),
    );
    const settled = await stockOf(id, at(10.1));
    assert.equal(settled.question, null);
    const tonnes = settled.stockNow!.p50 / TONNE;
    if (answer === 'wrong') assert.ok(Math.abs(tonnes - 8) < 0.6, `${tonnes} t after "wrong"`);
    else assert.ok(Math.abs(tonnes - 18) < 1, `${tonnes} t after "${answer}"`);
    const twice = actAs(
      db,
      actor,
      (act) => answerQuestion(act, { commandId: act.commandId, id: asked.question!.id, answer: 'right' }),
      at(10.2),
    );
    await assert.rejects(twice, (error: unknown) => error instanceof Refusal && error.reason === 'question-answered');
  }
  const booked = await db
    .selectFrom('movement')
    .select(['quantity', 'kind'])
    .where('to_place_id', '=', town.hospitals[2].id)
    .where('item_code', '=', item)
    .execute();
  assert.equal(booked.length, 1);
  assert.ok(Math.abs(booked[0]!.quantity - 10 * TONNE) < 0.5 * TONNE);
});

test('a delivery that is posted stands in the forecast in the same transaction, and explains the fill that was asked about', async () => {
  const item = 'oxygen-bag';
  const { id: site } = town.hospitals[0];
  const id = await watchTank(site, at(0), item);
  const one = (value: number): ReadingInput => ({ stockId: id, level: { value, unit: 'percent' } });
  for (let hour = 0; hour < 10; hour += 1) await read([one(60 - 3 * hour)], at(hour));
  const before = await stockOf(id, at(9));
  const deliver = (quantity: number, hour: number) =>
    actAs(
      db,
      town.actorOf('dispatcher'),
      async ({ tx, actor, commandId }) => {
        await ensureSites(tx, [site]);
        const posting = { postingId: commandId, actor, happenedAt: at(hour).toString() };
        const movements = [{ kind: 'donate' as const, itemCode: item, from: edges.produced, to: site, quantity }];
        await postMovements(tx, posting, movements);
      },
      at(hour),
    );
  await deliver(8 * TONNE, 9.5);
  const after = await stockOf(id, at(9.5));
  assert.ok(after.stockNow!.p50 - before.stockNow!.p50 > 7 * TONNE);
  assert.ok(Date.parse(after.emptyAt!.p50!) > Date.parse(before.emptyAt!.p50!) + 3_600_000 * 5);
  const plain = await read([one(70)], at(10));
  assert.equal(plain.flagged, 0, 'the rise is explained');
  await read([one(94)], at(11));
  assert.equal((await stockOf(id, at(11))).question?.flag, 'fills-without-delivery');
  await deliver(5 * TONNE, 11.5);
  assert.equal((await stockOf(id, at(11.5))).question, null, 'booked late, but explained');
  await read([one(91)], at(12));
  await deliver(1 * TONNE, 10.5);
  const booked = await stockOf(id, at(12));
  assert.equal(booked.lastReading?.quantity, 18.2 * TONNE);
  assert.ok(Math.abs(booked.stockNow!.p50 - 18.2 * TONNE) < TONNE, 'a delivery booked late forgets no reading since');
  const { deliveries, hours, readings } = await stockCurve(db, hospitalActor(), { id, back: 24, ahead: 12 }, at(12));
  assert.deepEqual(
    deliveries.map(({ quantity }) => quantity),
    [8 * TONNE, 1 * TONNE, 5 * TONNE],
  );
  assert.deepEqual([readings.length, hours.length], [13, 13]);
});

test('once an hour the book of a watched stock is brought down to its reading; a rise is never posted', async () => {
  const item = 'oxygen-can';
  const { id: site } = town.hospitals[1];
  const id = await watchTank(site, at(0), item);
  const book = async () =>
    (
      await db
        .selectFrom('holding')
        .select('on_hand')
        .where('place_id', '=', site)
        .where('item_code', '=', item)
        .executeTakeFirstOrThrow()
    ).on_hand;
  await actAs(db, town.actorOf('dispatcher'), async ({ tx, actor, commandId }) => {
    await ensureSites(tx, [site]);
    await postMovements(tx, { postingId: commandId, actor, happenedAt: at(0).toString() }, [
      { kind: 'buy', itemCode: item, from: edges.produced, to: site, quantity: 15 * TONNE },
    ]);
  });
  const one = (value: number): ReadingInput => ({ stockId: id, level: { value, unit: 'percent' } });
  await read([one(70)], at(1), hospitalActor(1));
  assert.ok((await bringBooksDown(db, at(1.5))) > 0);
  assert.equal(await book(), 14 * TONNE);
  await read([one(71)], at(2), hospitalActor(1));
  await bringBooksDown(db, at(2.5));
  assert.equal(await book(), 14 * TONNE);
});

test('devices in use speak before the gauge does, and count for the site in its own measure', async () => {
  const { id: site } = town.centre;
  const actor = town.actorOf('family-doctor', { organisationId: site });
  const id = await watchTank(site, at(0));
  await read(
    [
      {
        stockId: id,
        level: { value: 60, unit: 'percent' },
        devices: { highFlow: 32, invasiveVentilator: 41, nonInvasiveVentilator: 75 },
      },
    ],
    at(0),
    actor,
  );
  const { emptyAt, usePerHour } = await stockOf(id, at(0));
  // By planning rates 0.355 t an hour; sites use 0.2 to 1.2 of that.
  assert.ok(usePerHour!.p50 > 0.05 * TONNE && usePerHour!.p50 < 0.4 * TONNE, `${usePerHour!.p50}`);
  assert.ok(emptyAt!.p50 !== null);
});

test('a site sees its own stocks, a desk those of its area, a stranger none', async () => {
  const own = await siteStocks(db, hospitalActor(0), town.hospitals[0].id, at(20));
  assert.ok(own.stocks.length >= 2);
  await assert.rejects(siteStocks(db, hospitalActor(1), town.hospitals[0].id, at(20)), Refusal);
  const desk = town.actorOf('district-desk', { areaCode: '420106' });
  const { rows } = await listRunDry(db, desk, { limit: 200 }, at(20));
  assert.ok(rows.length > 0 && rows.every(({ areaCode }) => areaCode === '420106'));
  const pages: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await listRunDry(db, town.actorOf('dispatcher'), { limit: 3, after }, at(20));
    pages.push(...page.rows.map(({ stockId }) => stockId));
    if (page.next === null) break;
    after = page.next;
  }
  const whole = await listRunDry(db, town.actorOf('dispatcher'), { limit: 200 }, at(20));
  assert.deepEqual(
    pages,
    whole.rows.map(({ stockId }) => stockId),
  );
});

test('one fact a request and site tells of readings, so that screens change live', async () => {
  const { commandId } = await actAs(
    db,
    town.actorOf('dispatcher'),
    async (act) => {
      await takeReadings(act, db, {
        readings: town.hospitals.map(({ id }) => level(30, 'percent', id)),
      });
      return act;
    },
    at(130),
  );
  const facts = await factsSince(commandId);
  assert.equal(facts.length, 3);
  assert.ok(facts.every(({ action, on_behalf }) => action === 'read' && on_behalf));
});

test('what lasts beyond 72 hours has no time and a reason: it lasts, hardly any is used, or nobody read it; the head counts them', async () => {
  const [, , { id: organisationId }] = town.hospitals;
  const desk = town.actorOf('dispatcher');
  const watch = (item: string) =>
    actAs(
      db,
      desk,
      (act) => watchStock(act, db, { commandId: act.commandId, organisationId, item, gauge: 'quantity' }),
      at(0),
    );
  const items = ['surgical-mask', 'protective-clothing', 'isolation-gown'] as const;
  const ids = [await watch(items[0]), await watch(items[1]), await watch(items[2])];
  for (let day = 0; day < 10; day += 1) {
    const readings = [
      { stockId: ids[0]!, level: { value: 20_000 - 480 * day, unit: 'piece' } },
      { stockId: ids[1]!, level: { value: 400, unit: 'piece' } },
    ];
    await read(readings, at(day * 24), desk);
  }
  const now = at(9 * 24);
  const found = await Promise.all(ids.map((id) => stockOf(id, now)));
  assert.deepEqual(
    found.map(({ beyond }) => beyond),
    ['lasts', 'no-use', 'no-reading'],
  );
  const counted = await countRunDry(db, desk, { organisation: organisationId }, now);
  const listed = await listRunDry(db, desk, { organisation: organisationId, limit: 50 }, now);
  const own = (why: string | null) => listed.rows.filter(({ beyond }) => beyond === why).length;
  assert.deepEqual(counted, {
    within: own(null),
    beyond: { 'no-reading': own('no-reading'), 'no-use': own('no-use'), lasts: own('lasts') },
    underWay: 0,
    overdue: 0,
  });
});
