import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId } from '@baogong/contract';
import { actAs } from '../../testing/act.ts';
import { openTestDatabase } from '../../testing/database.ts';
import { openTown, type Town } from '../../testing/town.ts';
import { type Actor } from '../platform/actor.ts';
import { type Database, type Db, openDatabase } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { findExpiredReservations, suppliersOfNeeds } from '../stock/index.ts';
import { candidateSources, holdSources } from './index.ts';
import { createSource, listSources, offerGoods, reviseSource } from './supply.ts';

const now = Temporal.Instant.from('2020-02-01T00:00:00Z');
let database: Database;
let db: Db;
let town: Town;

before(async () => {
  database = openDatabase((await openTestDatabase()).url, 4);
  db = database.db;
  town = await openTown(db, now);
});
after(() => database.close());

const refusedFor = (reason: string, field?: string) => (error: unknown) =>
  error instanceof Refusal && error.reason === reason && (field === undefined || error.details.field === field);
const create = (actor: Actor, fields: object) =>
  actAs(db, actor, (act) =>
    createSource(act, {
      commandId: newId(),
      organisationId: town.suppliers[0].id,
      item: 'goggles',
      form: 'stock',
      quantity: 10,
      leadMinutes: 60,
      ...fields,
    }),
  );
const revise = (id: string, version: number, changes: object) =>
  actAs(db, town.actorOf('supplier'), (act) => reviseSource(act, { commandId: newId(), id, version, ...changes }));
const hold = (sourceId: string, quantity: number, needId: string) => ({
  sourceId,
  needId,
  needLineId: newId(),
  quantity,
  expiresAt: '2020-02-02T00:00:00Z',
});

test('a supplier reports stock in any unit that converts exactly; others than it and the city may not', async () => {
  const supplier = town.actorOf('supplier');
  const dozen = await create(supplier, { quantity: 5, unit: 'dozen' });
  assert.deepEqual([dozen.quantity, dozen.available, dozen.baseUnitName.zh], [60, 60, '个']);
  await assert.rejects(create(supplier, { unit: 'tonne' }), refusedFor('unit-not-convertible', 'unit'));
  await assert.rejects(create(supplier, { organisationId: town.suppliers[1].id }), refusedFor('not-allowed'));
  await assert.rejects(create(town.actorOf('institution'), {}), refusedFor('not-allowed'));
  await assert.rejects(create(supplier, { item: 'no-such-thing' }), refusedFor('not-found'));
  const window = { availableFrom: '2020-02-03T00:00:00Z', availableUntil: '2020-02-02T00:00:00Z' };
  await assert.rejects(create(supplier, window), refusedFor('invalid-input', 'availableUntil'));
  await create(town.actorOf('dispatcher'), { organisationId: town.suppliers[1].id });
  const fact = await db.selectFrom('event').selectAll().where('subject_id', '=', dozen.id).executeTakeFirstOrThrow();
  assert.deepEqual([fact.module, fact.organisation_id, fact.area_code], ['supply', town.suppliers[0].id, '420106']);
});

test('a supplier sees its own sources, the city all of its area', async () => {
  const seen = async (actor: Actor) => (await listSources(db, actor, { limit: 100 })).rows;
  const own = await seen(town.actorOf('supplier'));
  assert.ok(own.length > 0 && own.every((source) => source.organisationId === town.suppliers[0].id));
  assert.ok((await seen(town.actorOf('dispatcher'))).some((source) => source.organisationId === town.suppliers[1].id));
  assert.deepEqual(await seen(town.actorOf('dispatcher', { areaCode: '11' })), []);
});

test('a correction cannot take away what is held for needs, nor overwrite another correction', async () => {
  const source = await create(town.actorOf('supplier'), { quantity: 10 });
  await actAs(db, town.actorOf('dispatcher'), (act) => holdSources(act.tx, [hold(source.id, 6, newId())], now), now);
  await assert.rejects(revise(source.id, 1, { quantity: 5 }), (error: unknown) => {
    assert.ok(error instanceof Refusal && error.code === 'CONFLICT' && error.details.field === 'quantity');
    return /6/.test(error.text('zh'));
  });
  const less = await revise(source.id, 1, { quantity: 6, note: '盘点' });
  assert.deepEqual([less.quantity, less.reserved, less.available, less.version, less.note], [6, 6, 0, 2, '盘点']);
  await assert.rejects(revise(source.id, 1, { quantity: 9 }), refusedFor('stale-version'));
});

test('what is held for a need makes its owner a supplier of it; past its time it is found expired', async () => {
  const needId = newId();
  const mask = town.sources['surgical-mask'];
  await actAs(db, town.actorOf('dispatcher'), (act) =>
    holdSources(act.tx, [hold(mask, 5, needId), hold(town.sources['protective-clothing'], 7, needId)], now),
  );
  const suppliers = await suppliersOfNeeds(db, [needId, newId()]);
  assert.deepEqual([...suppliers.keys()], [needId]);
  assert.deepEqual(suppliers.get(needId)?.toSorted(), town.suppliers.map((supplier) => supplier.id).toSorted());
  const expired = await findExpiredReservations(db, Temporal.Instant.from('2020-02-02T00:00:00Z'), 100);
  assert.deepEqual(
    expired
      .filter((each) => each.needId === needId)
      .map((each) => each.open)
      .toSorted(),
    [5, 7],
  );
  assert.deepEqual(await findExpiredReservations(db, now, 100), []);
});

test('candidates have something left and time left, with the place and lead of their supplier', async () => {
  const found = await candidateSources(db, ['oxygen-cylinder-40l', 'protective-clothing', 'oxygen-cylinder-40l'], now);
  assert.deepEqual(found.map((each) => each.itemCode).toSorted(), ['oxygen-cylinder-40l', 'protective-clothing']);
  const oxygen = found.find((each) => each.itemCode === 'oxygen-cylinder-40l');
  assert.deepEqual([oxygen?.available, oxygen?.leadMinutes, oxygen?.areaCode], [60, 60, '420106']);
  assert.equal(oxygen?.location?.longitude, 114.33);
});

test('a donor gives several things in one offer: all are taken, or none, and the row that is wrong is named', async () => {
  const dispatcher = town.actorOf('dispatcher');
  const organisationId = town.suppliers[1].id;
  const give = (items: { item: string; quantity: number; unit?: string }[], terms: object = {}) =>
    actAs(db, dispatcher, (act) =>
      offerGoods(act, {
        commandId: newId(),
        organisationId,
        form: 'stock',
        origin: 'donation',
        leadMinutes: 60,
        items,
        ...terms,
      }),
    );
  const given = async () =>
    (await listSources(db, dispatcher, { organisation: organisationId, origin: 'donation', limit: 50 })).rows;
  const masks = { item: 'surgical-mask', quantity: 5000 };
  const goggles = { item: 'goggles', quantity: 5, unit: 'dozen' };
  await assert.rejects(
    give([masks, { ...goggles, unit: 'tonne' }]),
    refusedFor('unit-not-convertible', 'items[1].unit'),
  );
  await assert.rejects(give([masks, goggles, masks]), refusedFor('line-twice', 'items[2].item'));
  await assert.rejects(give([masks, { item: 'no-such-thing', quantity: 1 }]), refusedFor('not-found', 'items[1].item'));
  const window = { availableFrom: '2020-02-03T00:00:00Z', availableUntil: '2020-02-02T00:00:00Z' };
  await assert.rejects(give([masks, goggles], window), refusedFor('invalid-input', 'availableUntil'));
  assert.deepEqual(await given(), []);
  const { sources } = await give([masks, goggles]);
  assert.deepEqual(
    sources.map(({ item, quantity, origin }) => [item, quantity, origin]),
    [
      ['surgical-mask', 5000, 'donation'],
      ['goggles', 60, 'donation'],
    ],
  );
  assert.equal((await given()).length, 2);
  const sources0 = { commandId: newId(), organisationId, form: 'stock', origin: 'local', leadMinutes: 60 } as const;
  await assert.rejects(
    actAs(db, town.actorOf('institution'), (act) => offerGoods(act, { ...sources0, items: [masks] })),
    refusedFor('not-allowed'),
  );
});
