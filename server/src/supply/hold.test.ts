import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId } from '@baogong/contract';
import fc from 'fast-check';
import { actAs } from '../../testing/act.ts';
import { openTestDatabase } from '../../testing/database.ts';
import { openTown, type Town } from '../../testing/town.ts';
import { type Database, type Db, openDatabase } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import {
  findReservations,
  holdAgain,
  moveInLots,
  openReservations,
  type Part,
  releaseReservations,
  takeForShipment,
  transitPlaces,
} from '../stock/index.ts';
import { addSource, holdSources } from './index.ts';
import { findSource } from './queries.ts';
import { reviseSource } from './supply.ts';

const now = Temporal.Instant.from('2020-02-01T00:00:00Z');
let database: Database;
let db: Db;
let town: Town;

before(async () => {
  database = openDatabase((await openTestDatabase()).url, 40);
  db = database.db;
  town = await openTown(db, now);
});
after(() => database.close());

const refusedFor = (reason: string) => (error: unknown) => error instanceof Refusal && error.reason === reason;
const within = <Answer>(verb: Parameters<typeof actAs<Answer>>[2]) => actAs(db, town.actorOf('dispatcher'), verb, now);
const newSource = (quantity: number, organisationId = town.suppliers[0].id) =>
  within((act) => addSource(act, { organisationId, item: 'surgical-mask', form: 'stock', quantity, leadMinutes: 30 }));
const hold = (sourceId: string, quantity: number, fields = {}) => ({
  sourceId,
  needId: newId(),
  needLineId: newId(),
  quantity,
  expiresAt: '2020-02-03T00:00:00Z',
  ...fields,
});
/** Goods leave as a need's shipment has them leave: what was held is closed, then moved out of the gate. */
const ship = (parts: readonly Part[], options?: { evenIfExpired: boolean }) =>
  within(async (act) => {
    await takeForShipment(act.tx, parts, now, options);
    const reservations = await findReservations(
      act.tx,
      parts.map((part) => part.reservationId),
    );
    const transit = await transitPlaces(
      act.tx,
      reservations.map((each) => each.supplierId),
    );
    const movements = reservations.map(({ id, placeId, itemCode, supplierId }) => ({
      kind: 'ship' as const,
      itemCode,
      from: placeId,
      to: transit.get(supplierId)!,
      quantity: parts.find((part) => part.reservationId === id)!.quantity,
      reservationId: id,
      bound: { organisationId: town.hospitals[0].id, expectedAt: null },
    }));
    await moveInLots(act.tx, { postingId: newId(), actor: act.actor, happenedAt: String(now) }, movements);
  });
const figures = async (id: string) => {
  const source = (await findSource(db, id))!;
  return { quantity: source.quantity, reserved: source.reserved };
};

test('of 40 dispatchers who want the last unit, exactly one gets it, in 15 rounds', async () => {
  const source = await newSource(0);
  for (let round = 1; round <= 15; round++) {
    await within((act) => reviseSource(act, { commandId: newId(), id: source.id, version: round, quantity: round }));
    const tries = Array.from({ length: 40 }, () => within((act) => holdSources(act.tx, [hold(source.id, 1)], now)));
    const outcomes = await Promise.allSettled(tries);
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    assert.equal(refusals.length, 39);
    assert.ok(refusals.every(refusedFor('not-enough-supply')));
    assert.deepEqual(await figures(source.id), { quantity: round, reserved: round });
  }
});

test('two dispatchers who hold the same two sources in opposite order do not block each other', async () => {
  const [left, right] = [await newSource(1000), await newSource(1000)];
  const rounds = Array.from({ length: 40 }, (_, index) => {
    const order = index % 2 ? [left, right] : [right, left];
    return within((act) =>
      holdSources(
        act.tx,
        order.map((source) => hold(source.id, 1)),
        now,
      ),
    );
  });
  await Promise.all(rounds);
  assert.deepEqual(
    [await figures(left.id), await figures(right.id)],
    [
      { quantity: 1000, reserved: 40 },
      { quantity: 1000, reserved: 40 },
    ],
  );
});

test('a hold is all or nothing, and the refusal names the source, what it has and what was wanted', async () => {
  const [much, little] = [await newSource(100), await newSource(3)];
  const both = within((act) => holdSources(act.tx, [hold(much.id, 5), hold(little.id, 2), hold(little.id, 2)], now));
  await assert.rejects(both, (error: unknown) => {
    assert.ok(error instanceof Refusal && error.reason === 'not-enough-supply');
    assert.equal(error.text('zh'), `${town.suppliers[0].name}只剩3个，少于4个`);
    return true;
  });
  assert.equal((await figures(much.id)).reserved, 0);
});

test('an offer whose time is over cannot be held; one that opens later can', async () => {
  const offer = (window: object) =>
    within((act) =>
      addSource(act, {
        organisationId: town.suppliers[1].id,
        item: 'goggles',
        form: 'offer',
        quantity: 9,
        leadMinutes: 0,
        ...window,
      }),
    );
  const over = await offer({ availableUntil: '2020-01-31T00:00:00Z' });
  const later = await offer({ availableFrom: '2020-02-02T00:00:00Z' });
  await assert.rejects(
    within((act) => holdSources(act.tx, [hold(over.id, 1)], now)),
    refusedFor('not-enough-supply'),
  );
  await within((act) => holdSources(act.tx, [hold(later.id, 1)], now));
});

test('goods are shipped in parts, released and held again; the figures follow', async () => {
  const source = await newSource(10);
  const [id] = await within((act) => holdSources(act.tx, [hold(source.id, 8)], now));
  await ship([{ reservationId: id!, quantity: 5 }]);
  assert.deepEqual(await figures(source.id), { quantity: 5, reserved: 3 });
  await assert.rejects(ship([{ reservationId: id!, quantity: 4 }]), refusedFor('more-than-reserved'));
  await within((act) => releaseReservations(act.tx, [id!], 'released'));
  assert.deepEqual(await figures(source.id), { quantity: 5, reserved: 0 });
  await within((act) => holdAgain(act.tx, [{ reservationId: id!, quantity: 2 }]));
  assert.deepEqual(await figures(source.id), { quantity: 5, reserved: 2 });
  const [row] = await findReservations(db, [id!]);
  assert.deepEqual([row?.shipped, row?.released, row?.open, row?.ended], [5, 1, 2, null]);
  assert.equal((await openReservations(db, row!.needId)).length, 1);
});

test('an expired reservation cannot be shipped, unless the goods are there already', async () => {
  const source = await newSource(4);
  const [id] = await within((act) =>
    holdSources(act.tx, [hold(source.id, 4, { expiresAt: '2020-01-31T00:00:00Z' })], now),
  );
  const parts = [{ reservationId: id!, quantity: 4 }];
  await assert.rejects(ship(parts), refusedFor('reservation-expired'));
  await ship(parts, { evenIfExpired: true });
  assert.deepEqual(await figures(source.id), { quantity: 0, reserved: 0 });
});

type Step = {
  verb: 'reserve' | 'release' | 'ship' | 'again';
  source: number;
  which: number;
  quantity: number;
};

test('whatever is held, shipped and released: never overbooked, and reserved is the sum of what is open', async () => {
  const step: fc.Arbitrary<Step> = fc.record({
    verb: fc.constantFrom('reserve', 'reserve', 'release', 'ship', 'ship', 'again'),
    source: fc.nat(1),
    which: fc.nat(9),
    quantity: fc.integer({ min: 1, max: 12 }),
  });
  const property = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
    const sources = [await newSource(20), await newSource(7)] as const;
    const ids: string[] = [];
    for (const each of steps) await tryStep(each, sources[each.source]!.id, ids);
    for (const [index, source] of sources.entries()) await assertBalanced(source.id, [20, 7][index]!);
  });
  await fc.assert(property, { numRuns: 25 });
});

/** A refused step is a step that changed nothing: the balance shows it. */
async function tryStep({ verb, which, quantity }: Step, sourceId: string, ids: string[]): Promise<void> {
  const reservationId = ids[which % Math.max(1, ids.length)];
  const parts = [{ reservationId: reservationId!, quantity }];
  const done = (async () => {
    if (verb === 'reserve') ids.push(...(await within((act) => holdSources(act.tx, [hold(sourceId, quantity)], now))));
    else if (!reservationId) return;
    else if (verb === 'release') await within((act) => releaseReservations(act.tx, [reservationId], 'released'));
    else if (verb === 'ship') await ship(parts);
    else await within((act) => holdAgain(act.tx, parts));
  })();
  await done.catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
  });
}

async function assertBalanced(sourceId: string, initial: number): Promise<void> {
  const { quantity, reserved } = await figures(sourceId);
  const rows = await db.selectFrom('reservation').selectAll().where('place_id', '=', sourceId).execute();
  const sum = (figure: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + figure(row), 0);
  assert.equal(
    reserved,
    sum((row) => row.quantity - row.shipped - row.released),
  );
  assert.equal(quantity, initial - sum((row) => row.shipped));
  assert.ok(reserved <= quantity);
}
