import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId } from '@baogong/contract';
import { sql } from 'kysely';
import { actAs } from '../../../testing/act.ts';
import { openTestDatabase } from '../../../testing/database.ts';
import { openTown, type Town } from '../../../testing/town.ts';
import { systemActor } from '../../platform/actor.ts';
import { type Database, type Db, openDatabase } from '../../platform/db/database.ts';
import { violatedConstraint } from '../../platform/db/violation.ts';
import { Refusal } from '../../platform/refusal.ts';
import { edges, ensureSites, type NewMovement, postMovements } from '../index.ts';

const ITEM = 'surgical-mask';
let database: Database;
let db: Db;
let town: Town;
let site: string;

before(async () => {
  database = openDatabase((await openTestDatabase()).url, 4);
  db = database.db;
  town = await openTown(db);
  site = town.hospitals[0].id;
  await db.transaction().execute((tx) => ensureSites(tx, [site, town.hospitals[1].id]));
});
after(() => database.close());

const post = (...movements: Partial<NewMovement>[]) =>
  actAs(db, systemActor, (act) => {
    const posting = { postingId: newId(), actor: act.actor, happenedAt: '2026-02-01T00:00:00Z' };
    const whole = movements.map((each) => ({ kind: 'buy', itemCode: ITEM, from: edges.produced, to: site, ...each }));
    return postMovements(act.tx, posting, whole as NewMovement[]);
  });
const onHand = async (placeId = site) => {
  const row = await db.selectFrom('holding').selectAll().where('place_id', '=', placeId).executeTakeFirst();
  return row && [row.on_hand, row.in_lots];
};
const refusedFor = (reason: string) => (error: unknown) => error instanceof Refusal && error.reason === reason;

test('goods that move take the balances along; nobody can have less than nothing', async () => {
  await post({ quantity: 10 });
  await post({ kind: 'transfer', from: site, to: town.hospitals[1].id, quantity: 4 }, { kind: 'buy', quantity: 1 });
  assert.deepEqual(
    [await onHand(), await onHand(town.hospitals[1].id)],
    [
      [7, 0],
      [4, 0],
    ],
  );
  await assert.rejects(
    post({ kind: 'consume', from: site, to: edges.consumed, quantity: 8 }),
    refusedFor('not-that-much-there'),
  );
  const elsewhere = { kind: 'consume' as const, from: town.centre.id, to: edges.consumed, quantity: 1 };
  await db.transaction().execute((tx) => ensureSites(tx, [town.centre.id]));
  await assert.rejects(post(elsewhere), refusedFor('not-that-much-there'));
  assert.deepEqual(await onHand(), [7, 0]);
});

test('a lot is taken from what there is of it, and goods of no known lot from the rest', async () => {
  const lotId = newId();
  await db.insertInto('lot').values({ id: lotId, item_code: ITEM, number: '20260101' }).execute();
  const other = town.hospitals[2].id;
  await db.transaction().execute((tx) => ensureSites(tx, [other]));
  await post({ to: other, quantity: 5, lotId }, { to: other, quantity: 3 });
  assert.deepEqual(await onHand(other), [8, 5]);
  const used = { kind: 'consume' as const, from: other, to: edges.consumed };
  await assert.rejects(post({ ...used, quantity: 4 }), refusedFor('not-that-much-there'));
  await assert.rejects(post({ ...used, quantity: 6, lotId }), refusedFor('not-that-much-there'));
  await post({ ...used, quantity: 3 }, { ...used, quantity: 5, lotId });
  assert.deepEqual(await onHand(other), [0, 0]);
});

test('the database refuses to change a movement, or a balance without one', async () => {
  const refused = async (statement: string) => {
    await assert.rejects(sql.raw(statement).execute(db), /append-only/, statement);
  };
  await refused('update movement set quantity = quantity + 1');
  await refused('delete from movement');
  await refused('update holding set on_hand = on_hand + 1');
  await refused('update holding set reserved = 0');
  await refused('delete from holding');
  await refused(`insert into holding (place_id, item_code, on_hand) values ('${site}', 'goggles', 1)`);
  await refused('update lot_holding set on_hand = 1');
});

test('a movement goes from one place to another, of a lot of its own item', async () => {
  const refusedBy = (name: string) => (error: unknown) => violatedConstraint(error) === name;
  await assert.rejects(post({ from: site, to: site, quantity: 1 }), refusedBy('movement_goes_somewhere'));
  const lotId = newId();
  await db.insertInto('lot').values({ id: lotId, item_code: 'goggles', number: 'A1' }).execute();
  await assert.rejects(post({ quantity: 1, lotId }), refusedBy('movement_lot_of_item'));
  await assert.rejects(post({ quantity: 1, kind: 'correct' }), refusedBy('movement_correction_named'));
  await assert.rejects(post({ quantity: 1, to: edges.consumed }), refusedBy('movement_touches_a_place'));
  await assert.rejects(post({ quantity: 1, to: newId() }), refusedBy('holding_place_id_fkey'));
  await assert.rejects(post({ quantity: 1, itemCode: 'nobody-knows' }), refusedBy('holding_item_code_fkey'));
  const unknown = { kind: 'consume' as const, to: edges.consumed, quantity: 1 };
  await assert.rejects(post({ ...unknown, from: newId() }), refusedFor('not-that-much-there'));
  await assert.rejects(post({ ...unknown, from: site, itemCode: 'nobody-knows' }), refusedFor('not-that-much-there'));
});
