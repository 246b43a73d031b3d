import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId, siteLamp, type StockMap } from '@baogong/contract';
import { actAs } from '../../../testing/act.ts';
import { untilReadable } from '../../../testing/catch-up.ts';
import { openTestDatabase } from '../../../testing/database.ts';
import { openTown, type Town } from '../../../testing/town.ts';
import type { Actor } from '../../platform/actor.ts';
import { type Database, type Db, openDatabase } from '../../platform/db/database.ts';
import { Refusal } from '../../platform/refusal.ts';
import { siteStocks } from '../readings/run-dry.ts';
import { takeReadings } from '../readings/take-readings.ts';
import { watchStock } from '../readings/watch-stock.ts';
import { listRules, reviseRule } from '../warnings/rules.ts';
import { showStockMap } from './show.ts';

const start = Temporal.Instant.from('2022-12-20T00:00:00Z');
const TONNE = 1_000_000;
let database: Database;
let db: Db;
let town: Town;
let desk: Actor;

before(async () => {
  database = openDatabase((await openTestDatabase()).url, 6);
  db = database.db;
  town = await openTown(db, start);
  desk = town.actorOf('dispatcher');
  for (const [index, { id }] of town.hospitals.entries()) {
    await watch(id, 'liquid-oxygen');
    if (index < 2) await fall(id, 'liquid-oxygen', index === 0 ? 7 : 2);
  }
});
after(() => database.close());

const at = (hours: number) => start.add({ minutes: Math.round(hours * 60) });
const seconds = (instant: Temporal.Instant) => Math.floor(instant.epochMilliseconds / 1000);

function watch(organisationId: string, item: string) {
  const settings = { gauge: 'percent', capacity: 20 * TONNE, deadStock: 0.5 * TONNE, resupplyMinutes: 90 } as const;
  return actAs(
    db,
    desk,
    (act) => watchStock(act, db, { commandId: act.commandId, organisationId, item, ...settings }),
    start,
  );
}

function read(organisationId: string, item: string, percent: number, now: Temporal.Instant) {
  const readings = [{ organisationId, item, level: { value: percent, unit: 'percent' }, at: now.toString() }];
  return actAs(db, desk, (act) => takeReadings(act, db, { readings }), now);
}

/** Twelve hours of a tank that loses so many per cent an hour, from 90 %. */
async function fall(organisationId: string, item: string, perHour: number) {
  for (let hour = 0; hour < 12; hour += 1) await read(organisationId, item, 90 - perHour * hour, at(hour));
}

type Filter = Parameters<typeof showStockMap>[2];
const show = async (filter: Filter = {}, actor = desk, now = at(11)) => {
  await untilReadable(db);
  return showStockMap(db, actor, filter, { now, tiles: null });
};
const namesOf = ({ sites }: StockMap) => sites.names.toSorted();
function lampOf({ sites }: StockMap, name: string, now = at(11)) {
  const index = sites.names.indexOf(name);
  const [redAt, yellowAt, unread] = [sites.redAt[index]!, sites.yellowAt[index]!, sites.unread[index]!];
  return siteLamp({ redAt, yellowAt, unread }, seconds(now));
}

test('each sees the sites of their area or their own, and the districts of their cities', async () => {
  const [first, second, third] = town.hospitals.map(({ name }) => name);
  assert.deepEqual(namesOf(await show()), [first, second, third].toSorted());
  const district = town.actorOf('district-desk', { areaCode: '420106' });
  assert.deepEqual(namesOf(await show({}, district)), [second]);
  const own = town.actorOf('institution', { organisationId: town.hospitals[2].id });
  assert.deepEqual(namesOf(await show({}, own)), [third]);
  const ground = (await show({}, district)).ground!;
  assert.deepEqual([ground.system, ground.tiles], ['WGS-84', null]);
  assert.ok(ground.districts.some(({ name, points }) => name === '武昌区' && points.length > 0));
});

test('the lamp of a site is that of the list at every moment, without asking again', async () => {
  const map = await show();
  const [{ id, name }] = town.hospitals;
  for (const hours of [11, 11.5, 12, 13, 14]) {
    const { stocks } = await siteStocks(db, desk, id, at(hours));
    assert.equal(lampOf(map, name, at(hours)), stocks[0]!.lamp, `${hours} h`);
  }
  assert.equal(lampOf(map, town.hospitals[1].name), 'green');
  assert.equal(lampOf(map, town.hospitals[2].name), 'grey', 'nobody read it');
});

test('by district, item, name, hours left and open question', async () => {
  const [first, second, third] = town.hospitals.map(({ name }) => name) as [string, string, string];
  assert.deepEqual(namesOf(await show({ area: '420102' })), [first]);
  assert.deepEqual(namesOf(await show({ query: '武昌' })), [second]);
  assert.deepEqual(namesOf(await show({ query: '%' })), [], 'what people type means itself');
  assert.deepEqual(namesOf(await show({ item: 'oxygen-cylinder-40l' })), []);
  assert.deepEqual(namesOf(await show({ withinHours: 6 })), [first]);
  assert.deepEqual(namesOf(await show({ withinHours: 336, item: 'liquid-oxygen' })), [first, second].toSorted());
  assert.deepEqual(namesOf(await show({ asked: true })), []);
  assert.deepEqual(namesOf(await show({ asked: false })), [first, second, third].toSorted());
});

test('after a change only the sites that changed are told; one that no longer matches is gone', async () => {
  const { id, name } = town.hospitals[1];
  const before = await show();
  const urgent = await show({ withinHours: 12 });
  assert.equal((await show({ after: before.version })).sites.ids.length, 0);
  await read(id, 'liquid-oxygen', 8, at(11.2));
  const after = await show({ after: before.version }, desk, at(11.2));
  assert.deepEqual([after.ground, after.sites.ids, after.gone], [null, [id], []]);
  assert.equal(lampOf(after, name, at(11.2)), 'red');
  const now = await show({ withinHours: 12, after: urgent.version }, desk, at(11.2));
  assert.deepEqual(now.sites.ids, [id]);
  await read(id, 'liquid-oxygen', 95, at(11.4));
  const later = await show({ withinHours: 6, after: now.version }, desk, at(11.4));
  assert.deepEqual([later.sites.ids, later.gone], [[], [id]]);
  const elsewhere = town.actorOf('district-desk', { areaCode: '420102' });
  const theirs = await show({ after: before.version }, elsewhere, at(11.4));
  assert.deepEqual([theirs.sites.ids, theirs.gone], [[], []], 'not even the id of a site of another district');
});

test('after a change of a rule, of names and places, all is told anew', async () => {
  const { version } = await show();
  const [rule] = (await listRules(db)).filter(({ scope }) => scope === 'life-critical');
  const { scope, ...values } = rule!;
  const supervisor = town.actorOf('supervisor');
  await actAs(
    db,
    supervisor,
    (act) => reviseRule(act, { ...values, scope, yellowPercent: 900, commandId: newId() }),
    at(11),
  );
  const wide = await show({ after: version });
  assert.equal(wide.sites.ids.length, 3);
  assert.notEqual(wide.ground, null);
});

test('many at once are answered from one look', async () => {
  await read(town.hospitals[0].id, 'liquid-oxygen', 12, at(11.6));
  const answers = await Promise.all(Array.from({ length: 40 }, () => show()));
  assert.equal(new Set(answers.map(({ version }) => version)).size, 1);
});

test('what is no version is refused with its field; one of the future is answered with the whole', async () => {
  await assert.rejects(
    show({ after: 'yesterday' }),
    (error) => error instanceof Refusal && error.details.field === 'after',
  );
  const whole = await show({ after: '9223372036854775806-1' });
  assert.equal(whole.sites.ids.length, 3);
});

test('positions are those of the map below: the web map’s own system for AMap', async () => {
  const tiles = { templates: ['https://maps.example/{z}/{x}/{y}'], system: 'GCJ-02', attribution: '©' } as const;
  const map = await showStockMap(
    db,
    desk,
    { query: town.hospitals[0].name },
    { now: at(11), tiles: { ...tiles, templates: [...tiles.templates] } },
  );
  // 114.3, 30.6 as a satellite has it lies some 600 m further east and 270 m further south on Chinese web maps.
  const [[longitude, latitude]] = map.sites.positions as [[number, number]];
  assert.ok(
    Math.abs(longitude - 114.3056) < 0.0008 && Math.abs(latitude - 30.5976) < 0.0008,
    `${longitude} ${latitude}`,
  );
  assert.equal(map.ground?.system, 'GCJ-02');
});
