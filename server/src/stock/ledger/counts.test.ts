import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId, type Stocktake } from '@baogong/contract';
import { actAs } from '../../../testing/act.ts';
import { openTestDatabase } from '../../../testing/database.ts';
import { ledgerFaults } from '../../../testing/ledger-faults.ts';
import { openTown, type Town } from '../../../testing/town.ts';
import { systemActor } from '../../platform/actor.ts';
import { type Database, type Db, openDatabase } from '../../platform/db/database.ts';
import { Refusal } from '../../platform/refusal.ts';
import { edges, ensureSites, type NewMovement, postMovements } from '../index.ts';
import { catalogueOf } from '../reference.ts';
import { answerCountConflict, listCountConflicts } from './count-conflicts.ts';
import { countStock } from './counts.ts';

const MASK = 'surgical-mask';
const now = Temporal.Instant.from('2026-02-01T10:00:00Z');
const at = (time: string) => `2026-02-01T${time}:00Z`;
let database: Database;
let db: Db;
let town: Town;
let site: string;

before(async () => {
  database = openDatabase((await openTestDatabase()).url, 4);
  db = database.db;
  town = await openTown(db, now);
  site = town.hospitals[0].id;
});
after(() => database.close());

const nurse = () => town.actorOf('institution', { organisationId: site });
type Line = {
  item?: string;
  quantity: number;
  lot?: { number: string; expiresOn?: string };
  countedAt?: string;
  unit?: string;
};
const count = (deviceId: string, ...lines: Line[]): Promise<Stocktake> =>
  actAs(
    db,
    nurse(),
    (act) =>
      countStock(act, catalogueOf(db), {
        commandId: newId(),
        placeId: site,
        deviceId,
        lines: lines.map((line) => ({ item: MASK, ...line })),
      }),
    now,
  );
const post = (happenedAt: string, ...movements: Partial<NewMovement>[]) =>
  actAs(db, systemActor, async (act) => {
    await ensureSites(act.tx, [site]);
    const whole = movements.map((each) => ({ kind: 'buy', itemCode: MASK, from: edges.produced, to: site, ...each }));
    await postMovements(act.tx, { postingId: newId(), actor: act.actor, happenedAt }, whole as NewMovement[]);
  });
const book = async (item = MASK) => {
  const holding = await db
    .selectFrom('holding')
    .selectAll()
    .where('place_id', '=', site)
    .where('item_code', '=', item)
    .executeTakeFirst();
  return holding && [holding.on_hand, holding.in_lots];
};
const outcomes = ({ lines }: Stocktake) => lines.map(({ outcome, posted }) => [outcome, posted]);
const refusedFor = (reason: string) => (error: unknown) => error instanceof Refusal && error.reason === reason;

test('a count brings the book to what was there, and what moved since comes on top', async () => {
  await post(at('08:00'), { quantity: 100 });
  await post(at('09:30'), { kind: 'consume', from: site, to: edges.consumed, quantity: 5 });
  assert.deepEqual(outcomes(await count('a', { quantity: 90, countedAt: at('09:00') })), [['posted', -10]]);
  assert.deepEqual(await book(), [85, 0]);
  assert.deepEqual(outcomes(await count('a', { quantity: 85 })), [['agrees', 0]]);
});

test('a count sent late changes nothing that a later one decided', async () => {
  const late = await count('b', { quantity: 70, countedAt: '2026-01-31T10:00:00Z' });
  assert.deepEqual(outcomes(late), [['older', 0]]);
  assert.deepEqual(await book(), [85, 0]);
});

test('two phones that differ are both kept and asked about; the answer decides', async () => {
  const second = await count('b', { quantity: 80, countedAt: at('09:50') });
  assert.deepEqual(outcomes(second), [['asked', 0]]);
  assert.deepEqual(await book(), [85, 0]);
  const third = await count('c', { quantity: 81, countedAt: at('09:55') });
  assert.equal(third.lines[0]!.conflictId, second.lines[0]!.conflictId);
  const [asked] = await listCountConflicts(db, nurse(), { answered: false, limit: 10 });
  assert.deepEqual(asked!.counts.map(({ counted }) => counted).toSorted(), [80, 81, 90]);
  const answer = (fields: object) =>
    actAs(db, nurse(), (act) => answerCountConflict(act, { commandId: newId(), id: asked!.id, ...fields }), now);
  await assert.rejects(answer({}), refusedFor('keep-or-quantity'));
  await answer({ keep: asked!.counts.find(({ counted }) => counted === 80)!.lineId });
  assert.deepEqual(await book(), [80, 0]);
  await assert.rejects(answer({ quantity: 3 }), refusedFor('question-answered'));
  assert.deepEqual(await listCountConflicts(db, nurse(), { answered: false, limit: 10 }), []);
});

test('a difference that a movement explains is no conflict', async () => {
  const goggles = (deviceId: string, quantity: number, time: string) =>
    count(deviceId, { item: 'goggles', quantity, countedAt: at(time) });
  await goggles('a', 10, '08:00');
  await post(at('08:30'), { itemCode: 'goggles', kind: 'consume', from: site, to: edges.consumed, quantity: 4 });
  assert.deepEqual(outcomes(await goggles('b', 6, '09:00')), [['agrees', 0]]);
  assert.deepEqual(outcomes(await goggles('c', 9, '09:10')), [['asked', 0]]);
});

test('lots are counted each, or are what a count of the whole leaves', async () => {
  const item = 'protective-clothing';
  const lot = { number: 'A1', expiresOn: '2026-06-30' };
  await count('a', { item, quantity: 20, lot, countedAt: at('08:00') });
  await post(at('08:10'), { itemCode: item, quantity: 5 });
  assert.deepEqual(await book(item), [25, 20]);
  await count('a', { item, quantity: 18, countedAt: at('08:20') });
  assert.deepEqual(await book(item), [18, 18]);
  const both = count('a', { item, quantity: 18 }, { item, quantity: 18, lot });
  await assert.rejects(both, refusedFor('counted-twice'));
  const otherLabel = count('a', { item, quantity: 18, lot: { number: 'A1', expiresOn: '2027-06-30' } });
  await assert.rejects(otherLabel, refusedFor('lot-differs'));
});

test('what is absurd, of tomorrow, of long ago or somebody else’s is refused', async () => {
  await assert.rejects(
    count('a', { item: 'liquid-oxygen', quantity: 2_000_000_000, unit: 'tonne' }),
    refusedFor('quantity-too-large'),
  );
  await assert.rejects(count('a', { quantity: 1, countedAt: '2026-02-02T00:00:00Z' }), refusedFor('time-in-future'));
  await assert.rejects(count('a', { quantity: 1, countedAt: '2026-01-20T00:00:00Z' }), refusedFor('time-too-old'));
  const stranger = town.actorOf('institution', { organisationId: town.hospitals[1].id });
  const foreign = actAs(db, stranger, (act) =>
    countStock(act, catalogueOf(db), { commandId: newId(), placeId: site, lines: [{ item: MASK, quantity: 1 }] }),
  );
  await assert.rejects(foreign, refusedFor('not-allowed'));
});

test('goods that are held for needs are not counted away: the book stays at what is held', async () => {
  const place = town.sources['oxygen-cylinder-40l'];
  await db
    .insertInto('reservation')
    .values({
      id: newId(),
      place_id: place,
      item_code: 'oxygen-cylinder-40l',
      need_id: newId(),
      need_line_id: newId(),
      quantity: 50,
    })
    .execute();
  const keeper = town.actorOf('supplier', { organisationId: town.suppliers[0].id });
  const taken = await actAs(db, keeper, (act) =>
    countStock(act, catalogueOf(db), {
      commandId: newId(),
      placeId: place,
      lines: [{ item: 'oxygen-cylinder-40l', quantity: 45 }],
    }),
  );
  assert.deepEqual(outcomes(taken), [['held', -10]]);
});

test('the ledger holds all through', async () => {
  const faults = (await ledgerFaults(db)).filter((fault) => !fault.startsWith('a line holds'));
  assert.deepEqual(faults, []);
});
