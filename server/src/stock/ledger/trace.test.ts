import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId } from '@baogong/contract';
import { actAs } from '../../../testing/act.ts';
import { openTestDatabase } from '../../../testing/database.ts';
import { openTown, type Town } from '../../../testing/town.ts';
import { systemActor } from '../../platform/actor.ts';
import { type Database, type Db, openDatabase } from '../../platform/db/database.ts';
import { edges, ensureSites, type NewMovement, postMovements, transitPlaces } from '../index.ts';
import { getBalance } from './balance.ts';
import { registerLots } from './lot-registry.ts';
import { traceGoods } from './trace.ts';

const MASK = 'surgical-mask';
let database: Database;
let db: Db;
let town: Town;
let lot: string;
const needId = newId();
let transit: string;

before(async () => {
  database = openDatabase((await openTestDatabase()).url, 4);
  db = database.db;
  town = await openTown(db, Temporal.Instant.from('2026-01-01T00:00:00Z'));
  await goThroughTheCity();
});
after(() => database.close());

/** Bought by the supplier, sent, arrived, part turned back, used; some vanish at the supplier's. */
async function goThroughTheCity(): Promise<void> {
  const store = town.sources[MASK];
  const site = town.hospitals[0].id;
  await actAs(db, systemActor, async (act) => {
    await ensureSites(act.tx, [site]);
    transit = (await transitPlaces(act.tx, [town.suppliers[0].id])).get(town.suppliers[0].id)!;
    const named = { itemCode: MASK, lot: { number: '7' }, field: 'lot' };
    lot = (await registerLots(act.tx, [named]))[0]!.id;
    const move = (hour: number, kind: NewMovement['kind'], from: string, to: string, quantity: number, rest = {}) =>
      postMovements(act.tx, { postingId: newId(), actor: act.actor, happenedAt: `2026-02-01T0${hour}:00:00Z` }, [
        { kind, itemCode: MASK, lotId: lot, from, to, quantity, ...rest },
      ]);
    await move(1, 'buy', edges.produced, store, 100);
    await move(2, 'ship', store, transit, 60, { needId });
    await move(3, 'arrive', transit, site, 60, { needId });
    await move(4, 'reject', site, transit, 10, { needId });
    await move(5, 'consume', site, edges.consumed, 20);
    await move(6, 'count', store, edges.lost, 15);
  });
}

test('a lot is traced through every hand, and stands where it is now', async () => {
  const trace = await traceGoods(db, town.actorOf('dispatcher'), { lot });
  assert.deepEqual(
    trace.steps.map(({ kind, from, to, quantity }) => [kind, from.kind, to.kind, quantity]),
    [
      ['buy', 'produced', 'store', 100],
      ['ship', 'store', 'transit', 60],
      ['arrive', 'transit', 'site', 60],
      ['reject', 'site', 'transit', 10],
      ['consume', 'site', 'consumed', 20],
      ['count', 'store', 'lost', 15],
    ],
  );
  const now = trace.now.map(({ place, onHand }) => [place.kind, onHand]).toSorted();
  assert.deepEqual(now, [
    ['consumed', 20],
    ['lost', 15],
    ['site', 30],
    ['store', 25],
    ['transit', 10],
  ]);
  assert.deepEqual([trace.hidden, trace.elsewhere], [0, 0]);
});

test('a supplier sees its own hands and the receiver’s, and how much is elsewhere; a need shows its own way', async () => {
  const keeper = town.actorOf('supplier', { organisationId: town.suppliers[0].id });
  const trace = await traceGoods(db, keeper, { lot });
  assert.deepEqual([trace.steps.length, trace.hidden, trace.elsewhere], [5, 1, 30]);
  const stranger = town.actorOf('institution', { organisationId: town.hospitals[1].id });
  assert.equal((await traceGoods(db, stranger, { lot })).steps.length, 0);
  const ofNeed = await traceGoods(db, town.actorOf('dispatcher'), { need: needId });
  assert.deepEqual(
    ofNeed.steps.map(({ kind }) => kind),
    ['ship', 'arrive', 'reject'],
  );
});

test('what went in and neither came out nor is there nor was used stands out, by tier and organisation', async () => {
  const period = { item: MASK, from: '2026-02-01T00:00:00Z', until: '2026-02-02T00:00:00Z' };
  const balance = await getBalance(db, town.actorOf('dispatcher'), period);
  const [supplier, hospital] = balance.rows;
  assert.deepEqual(
    [
      supplier!.atStart,
      supplier!.made,
      supplier!.sent,
      supplier!.missing,
      supplier!.underWay,
      supplier!.atEnd,
      supplier!.unexplained,
    ],
    [10_000, 100, 50, 15, 10, 10_035, 15],
  );
  assert.deepEqual(
    [hospital!.received, hospital!.consumed, hospital!.atEnd, hospital!.unexplained, hospital!.unseen],
    [50, 20, 30, 0, 30],
  );
  assert.deepEqual(
    balance.flows.map(({ from, to, quantity }) => [from, to, quantity]),
    [
      ['produced', 'wholesaler', 100],
      ['wholesaler', 'hospital', 50],
      ['hospital', 'consumed', 20],
      ['wholesaler', 'lost', 15],
    ],
  );
});
