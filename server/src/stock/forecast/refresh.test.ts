import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { actAs } from '../../../testing/act.ts';
import { openTestDatabase } from '../../../testing/database.ts';
import { openTown, type Town } from '../../../testing/town.ts';
import { iso } from '../../platform/clock.ts';
import { type Database, type Db, openDatabase } from '../../platform/db/database.ts';
import { takeReadings } from '../index.ts';
import { listRanges, type Range } from './page.ts';
import { reckonRanges } from './reckon.ts';
import { refreshForecasts } from './refresh.ts';
import { reckonInThreads } from './threads.ts';

const start = Temporal.Instant.from('2022-12-20T00:00:00Z');
const at = (hours: number) => start.add({ hours });
const items = ['liquid-oxygen', 'surgical-mask', 'oxygen-cylinder-40l', 'protective-clothing'];
const units: Record<string, string> = { 'liquid-oxygen': 'tonne', 'oxygen-cylinder-40l': 'cylinder' };
let database: Database;
let db: Db;
let town: Town;

before(async () => {
  database = openDatabase((await openTestDatabase()).url, 6);
  db = database.db;
  town = await openTown(db, start);
  for (let hour = 0; hour < 10; hour += 1) await readAll(hour);
});
after(() => database.close());

/** What each hospital has of everything falls at its own pace; the second one's count is in doubt in the end. */
async function readAll(hour: number, organisations = town.hospitals) {
  const readings = organisations.flatMap(({ id }, index) =>
    items.map((item) => ({
      organisationId: id,
      item,
      level: { value: 400 - hour * (9 + index) - (index === 1 && hour === 9 ? 150 : 0), unit: units[item] ?? 'piece' },
      at: String(at(hour)),
    })),
  );
  const { refused } = await actAs(
    db,
    town.actorOf('dispatcher'),
    (act) => takeReadings(act, db, { readings }),
    at(hour),
  );
  assert.deepEqual(refused, []);
}

const forecasts = async () => {
  const rows = await db
    .selectFrom('stock_forecast')
    .selectAll()
    .where('is_known', '=', true)
    .orderBy('stock_id')
    .execute();
  return rows.map((row) => ({ ...row, why: JSON.stringify(row.why) }));
};

/** One page as several ranges, as a city would be. */
async function thirds(): Promise<Range[]> {
  const [{ from, to }] = (await listRanges(db, at(12), true)) as [Range];
  const ids = (await forecasts()).map(({ stock_id }) => stock_id);
  const [first, second] = [ids[4]!, ids[9]!];
  return [
    { from, to: first, all: false },
    { from: first, to: second, all: false },
    { from: second, to, all: false },
  ];
}

test('threads that share a city say the same as one that does it alone, and leave nothing out', async () => {
  const known = await forecasts();
  assert.equal(known.length, 12);
  assert.ok(known.some(({ doubt }) => doubt !== null));
  assert.equal(await reckonInThreads(db, await thirds(), at(12)), 12);
  const shared = await forecasts();
  assert.ok(
    shared.every((row, index) => row.stock_middle! < known[index]!.stock_middle!),
    'time went on for each',
  );
  await db.updateTable('stock_forecast').set({ stale_at: '-infinity' }).execute();
  const ranges = await thirds();
  assert.equal(await reckonRanges(db, () => Promise.resolve(ranges.shift()), at(12)), 12);
  assert.deepEqual(await forecasts(), shared);
});

test('what a reading moves while the clock’s work is under way is left as the reading left it', async () => {
  await db.updateTable('stock_forecast').set({ stale_at: '-infinity' }).execute();
  const ranges = await listRanges(db, at(13), false);
  const [first] = await forecasts();
  let work: Promise<number> | undefined;
  await db.transaction().execute(async (tx) => {
    await tx.updateTable('stock_forecast').set({ stock_middle: 7 }).where('stock_id', '=', first!.stock_id).execute();
    work = reckonRanges(db, () => Promise.resolve(ranges.shift()), at(13));
    // The page is read as it was, and its writer waits for this transaction.
    await sleep(300);
  });
  assert.equal(await work, 12);
  const [touched, ...others] = await forecasts();
  assert.equal(touched!.stock_middle, 7);
  assert.ok(others.every(({ computed_at }) => computed_at === iso(at(13))));
});

test('asked for all, only what moved by more than a hundredth is written', async () => {
  await refreshForecasts(db, at(14));
  const before = await forecasts();
  assert.equal(await refreshForecasts(db, at(14).add({ seconds: 1 }), { all: true }), 12);
  assert.deepEqual(await forecasts(), before);
  await refreshForecasts(db, at(34), { all: true });
  assert.notDeepEqual(await forecasts(), before);
});
