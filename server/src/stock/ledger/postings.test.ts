import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId, type PostingKind } from '@baogong/contract';
import { sql } from 'kysely';
import { actAs } from '../../../testing/act.ts';
import { openTestDatabase } from '../../../testing/database.ts';
import { ledgerFaults } from '../../../testing/ledger-faults.ts';
import { openTown, type Town } from '../../../testing/town.ts';
import type { Actor } from '../../platform/actor.ts';
import { type Database, type Db, openDatabase } from '../../platform/db/database.ts';
import { violatedConstraint } from '../../platform/db/violation.ts';
import { Refusal } from '../../platform/refusal.ts';
import { consumeDownTo, edges, ensureSites, postMovements, transitPlaces } from '../index.ts';
import { catalogueOf } from '../reference.ts';
import { correctMovement } from './correct.ts';
import { countStock } from './counts.ts';
import { listHoldings, listMovements } from './lists.ts';
import { postMovement } from './post-movement.ts';

const MASK = 'surgical-mask';
const now = Temporal.Instant.from('2026-02-01T10:00:00Z');
let database: Database;
let db: Db;
let town: Town;
let site: string;
let store: string;
let nurse: Actor;
let keeper: Actor;

before(async () => {
  database = openDatabase((await openTestDatabase()).url, 8);
  db = database.db;
  town = await openTown(db, now);
  site = town.hospitals[0].id;
  store = town.sources[MASK];
  nurse = town.actorOf('institution', { organisationId: site });
  keeper = town.actorOf('supplier', { organisationId: town.suppliers[0].id });
});
after(() => database.close());

type Line = { item?: string; quantity: number | string; unit?: string; lot?: object; expiredReason?: string };
type Rest = { actor?: Actor; toPlaceId?: string; happenedAt?: string; commandId?: string; placeId?: string };
const post = (
  kind: PostingKind,
  lines: Line | Line[],
  { actor = nurse, commandId = newId(), placeId = site, ...rest }: Rest = {},
) =>
  postMovement(
    { db, actor, clock: { now: () => now }, hints: { wake: () => undefined } as never },
    { commandId, kind, placeId, lines: [lines].flat().map((line) => ({ item: MASK, ...line })) as never, ...rest },
  );
const count = (item: string, quantity: number, countedAt: string) =>
  actAs(
    db,
    nurse,
    (act) =>
      countStock(act, catalogueOf(db), {
        commandId: newId(),
        placeId: site,
        lines: [{ item, quantity, countedAt }],
      }),
    now,
  );
const onHand = async (item = MASK, placeId = site) => {
  const holding = await db
    .selectFrom('holding')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('item_code', '=', item)
    .executeTakeFirst();
  return holding && [holding.on_hand, holding.in_lots];
};
const refusedFor = (reason: string, field?: string) => (error: unknown) =>
  error instanceof Refusal && error.reason === reason && (field === undefined || error.details.field === field);
const at = (time: string) => `2026-02-01T${time}:00.000Z`;

test('goods come in and go out in units that people use; what cannot be true is refused at its field', async () => {
  await post('buy', [{ quantity: 100 }, { item: 'liquid-oxygen', quantity: '1.5', unit: '吨' }]);
  assert.deepEqual(await onHand('liquid-oxygen'), [1_500_000, 0]);
  await post('consume', { quantity: 30 });
  assert.deepEqual(await onHand(), [70, 0]);
  await assert.rejects(post('consume', { quantity: 71 }), refusedFor('less-than-that-there', 'lines[0].quantity'));
  const absurd = post('buy', { item: 'liquid-oxygen', quantity: 1_000_000_000, unit: 'tonne' });
  await assert.rejects(absurd, refusedFor('quantity-too-large', 'lines[0].quantity'));
  await assert.rejects(
    post('buy', { quantity: 1, unit: 'parsec' }),
    refusedFor('unit-not-convertible', 'lines[0].unit'),
  );
  await assert.rejects(post('buy', { quantity: '0' }), refusedFor('invalid-input', 'lines[0].quantity'));
  await assert.rejects(post('buy', { quantity: 1 }, { actor: keeper }), refusedFor('not-allowed'));
});

test('a lot past its expiry is neither received nor sent without a stated reason', async () => {
  const lot = { number: 'L1', expiresOn: '2026-01-31' };
  const item = 'goggles';
  await assert.rejects(
    post('buy', { item, quantity: 5, lot }),
    refusedFor('lot-past-expiry', 'lines[0].expiredReason'),
  );
  await post('buy', { item, quantity: 5, lot, expiredReason: '仅供演练' });
  await post('buy', { item, quantity: 2, lot: { number: 'L2', expiresOn: '2026-12-31' } });
  assert.deepEqual(await onHand(item), [7, 7]);
  const used = await post('consume', { item, quantity: 6 });
  assert.deepEqual(
    used.lines[0]!.lots.map(({ quantity }) => quantity),
    [5, 1],
  );
  const both = listHoldings(db, nurse, { item, organisation: site, empty: false, limit: 10 }, now);
  assert.deepEqual(
    (await both).rows[0]!.lots.map(({ number, onHand: left }) => [number, left]),
    [['L2', 1]],
  );
});

test('goods move between own places only', async () => {
  const second = town.sources['oxygen-cylinder-40l'];
  const before = (await onHand(MASK, store))![0]!;
  await post('transfer', { quantity: 10 }, { actor: keeper, placeId: store, toPlaceId: second });
  assert.deepEqual(
    [await onHand(MASK, store), await onHand(MASK, second)],
    [
      [before - 10, 0],
      [10, 0],
    ],
  );
  const away = post('transfer', { quantity: 1 }, { actor: keeper, placeId: store, toPlaceId: site });
  await assert.rejects(away, refusedFor('own-places-only', 'toPlaceId'));
});

test('what receivers turned back can be taken back from transit, no more', async () => {
  await actAs(db, keeper, async (act) => {
    const transit = (await transitPlaces(act.tx, [town.suppliers[0].id])).get(town.suppliers[0].id)!;
    await ensureSites(act.tx, [site]);
    const posting = { postingId: newId(), actor: act.actor, happenedAt: String(now) };
    const way = (kind: 'ship' | 'arrive' | 'reject', from: string, to: string, quantity: number) => ({
      kind,
      from,
      to,
      quantity,
      itemCode: MASK,
    });
    await postMovements(act.tx, posting, [way('ship', store, transit, 20)]);
    await postMovements(act.tx, posting, [way('arrive', transit, site, 12)]);
    await postMovements(act.tx, posting, [way('reject', site, transit, 3)]);
  });
  await assert.rejects(
    post('take-back', { quantity: 4 }, { actor: keeper, placeId: store }),
    refusedFor('nothing-to-take-back'),
  );
  await post('take-back', { quantity: 3 }, { actor: keeper, placeId: store });
  await assert.rejects(
    post('take-back', { quantity: 1 }, { actor: keeper, placeId: store }),
    refusedFor('nothing-to-take-back'),
  );
});

test('what happened before a count changes the causes, not what was counted', async () => {
  const item = 'surgical-gown';
  await post('buy', { item, quantity: 50 }, { happenedAt: at('07:00') });
  await count(item, 40, at('09:00'));
  await post('consume', { item, quantity: 8 }, { happenedAt: at('08:00') });
  assert.deepEqual(await onHand(item), [40, 0]);
  await post('consume', { item, quantity: 1 }, { happenedAt: at('09:30') });
  assert.deepEqual(await onHand(item), [39, 0]);
});

test('a movement is taken back in parts, never beyond its quantity, not even twice at once', async () => {
  const { postingId } = await post('buy', { item: 'gloves', quantity: 10 });
  const { rows } = await listMovements(db, nurse, { posting: postingId, limit: 5 });
  const movement = rows[0]!;
  const correct = (quantity: number | null) =>
    actAs(
      db,
      nurse,
      (act) => correctMovement(act, { commandId: newId(), id: movement.id, quantity, reason: '录错了' }),
      now,
    );
  await correct(4);
  await assert.rejects(correct(7), refusedFor('more-than-left-of-it', 'quantity'));
  const twice = await Promise.allSettled([correct(6), correct(6)]);
  assert.deepEqual(twice.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  const [holding] = (await onHand(movement.item))!;
  assert.equal(holding, 0);
  const around = actAs(db, nurse, async (act) => {
    const posting = { postingId: newId(), actor: act.actor, happenedAt: String(now) };
    await sql`select 1`.execute(act.tx);
    const more = {
      kind: 'correct' as const,
      itemCode: movement.item,
      from: site,
      to: edges.produced,
      quantity: 1,
      correctsId: movement.id,
    };
    await postMovements(act.tx, posting, [
      { kind: 'buy', itemCode: movement.item, from: edges.produced, to: site, quantity: 5 },
      more,
    ]);
  });
  await assert.rejects(
    around,
    (error: unknown) => error instanceof Refusal || violatedConstraint(error) === 'movement_corrected_once',
  );
});

test('of forty who want the last piece one gets it; a repeated command answers the same', async () => {
  const item = 'isolation-gown';
  await post('buy', { item, quantity: 1 });
  const tries = await Promise.allSettled(Array.from({ length: 40 }, () => post('consume', { item, quantity: 1 })));
  assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
  const commandId = newId();
  const first = await post('buy', { item, quantity: 2 }, { commandId });
  assert.deepEqual(await post('buy', { item, quantity: 2 }, { commandId }), first);
  await assert.rejects(post('buy', { item, quantity: 3 }, { commandId }), refusedFor('other-body-same-command'));
  const atOnce = { commandId: newId() };
  const same = await Promise.all(Array.from({ length: 6 }, () => post('buy', { item, quantity: 2 }, atOnce)));
  assert.deepEqual(new Set(same.map(({ postingId }) => postingId)).size, 1, 'sent six times at once, posted once');
});

test('the book is brought down to a reading, first what expires first', async () => {
  const item = 'kn95-respirator';
  await post('buy', [
    { item, quantity: 5, lot: { number: 'late', expiresOn: '2027-01-01' } },
    { item, quantity: 5, lot: { number: 'soon', expiresOn: '2026-03-01' } },
  ]);
  const used = await actAs(db, nurse, (act) =>
    consumeDownTo(act.tx, { postingId: newId(), actor: act.actor, happenedAt: String(now) }, site, [
      { itemCode: item, quantity: 4 },
    ]),
  );
  assert.deepEqual(used, [{ itemCode: item, used: 6 }]);
  const { rows } = await listHoldings(db, nurse, { item, organisation: site, empty: false, limit: 10 }, now);
  assert.deepEqual(
    rows[0]!.lots.map(({ number, onHand: left }) => [number, left]),
    [['late', 4]],
  );
  assert.deepEqual(await ledgerFaults(db), []);
});
