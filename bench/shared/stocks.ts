import { newId } from '@baogong/contract';
import { buildForecast, type StockFact, type StockState } from '@baogong/solver/forecast';
import { sql } from 'kysely';
import type { Db } from '../../server/src/platform/db/database.ts';
import { MODEL, writeBelief } from '../../server/src/stock/forecast/belief.ts';
import { randomFrom } from '../solver-forecast/tank.ts';

export type BenchSite = { id: string; stockIds: string[] };

/** Districts of Wuhan with a place in their middle, degrees east and north (WGS-84). */
const districts = [
  { code: '420102', middle: [114.31, 30.6] },
  { code: '420103', middle: [114.27, 30.6] },
  { code: '420104', middle: [114.21, 30.58] },
  { code: '420105', middle: [114.22, 30.55] },
  { code: '420106', middle: [114.32, 30.55] },
  { code: '420107', middle: [114.38, 30.64] },
  { code: '420111', middle: [114.4, 30.5] },
  { code: '420112', middle: [114.14, 30.65] },
] as const;
/** Sites of a district lie within so many degrees of its middle, dense inside, thin outside. */
const REACH = 0.05;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const KINDS = 240;
const CAPACITY = 20_000_000;
const DEAD = 600_000;
const READINGS = 24;
const BATCH = 5000;

/** Sites with so many watched stocks each, every one with a day of hourly readings in what is believed of it. */
export async function fillStocks(db: Db, sites: number, items: number, now: number): Promise<BenchSite[]> {
  const codes = await itemCodes(db, items);
  const beliefs = Array.from({ length: KINDS }, (_, kind) => beliefOf(kind, now));
  const made: BenchSite[] = Array.from({ length: sites }, () => ({
    id: newId(),
    stockIds: codes.map(() => newId()),
  }));
  for (let from = 0; from < sites; from += BATCH) {
    const some = made.slice(from, from + BATCH);
    const places = some.map((_, index) => placeOf(from + index, sites));
    await sql`
      insert into organisation (id, kind, asks, name, area_code, longitude, latitude, coordinate_system)
      select id, 'hospital', true, 'bench ' || id, area, east, north, 'WGS-84' from unnest(
        ${some.map(({ id }) => id)}::uuid[], ${places.map(({ area }) => area)}::text[],
        ${places.map(({ east }) => east)}::float8[], ${places.map(({ north }) => north)}::float8[])
        as site (id, area, east, north)`.execute(db);
  }
  const rows = made.flatMap(({ id, stockIds }) => stockIds.map((stockId, index) => ({ id, stockId, index })));
  for (let from = 0; from < rows.length; from += BATCH) {
    const some = rows.slice(from, from + BATCH);
    const numbers = some.map((_, index) => beliefs[(from + index) % KINDS]!);
    await sql`
      with given as (
        select * from unnest(${some.map(({ stockId }) => stockId)}::uuid[], ${some.map(({ id }) => id)}::uuid[],
          ${some.map(({ index }) => codes[index]!)}::text[], ${numbers}::text[]) as given (id, site, item, numbers)),
      stocks as (
        insert into monitored_stock (id, organisation_id, item_code, gauge, capacity, dead_stock)
        select id, site, item, 'percent', ${CAPACITY}, ${DEAD} from given),
      beliefs as (
        insert into stock_belief (stock_id, model, at, numbers)
        select id, ${MODEL}, ${new Date(now).toISOString()}, decode(numbers, 'base64') from given)
      insert into stock_forecast (stock_id, is_known, stale_at) select id, true, '-infinity' from given`.execute(db);
  }
  for (const table of ['organisation', 'monitored_stock', 'stock_belief', 'stock_forecast'])
    await sql`vacuum analyze ${sql.table(table)}`.execute(db);
  return made;
}

/** Where the site is: district by district in turn, each on a spiral of its own. */
function placeOf(index: number, sites: number): { area: string; east: number; north: number } {
  const { code, middle } = districts[index % districts.length]!;
  const turn = Math.floor(index / districts.length);
  const far = REACH * ((turn * districts.length) / sites);
  const [east, north] = [far * Math.cos(turn * GOLDEN_ANGLE), far * Math.sin(turn * GOLDEN_ANGLE)];
  return { area: code, east: middle[0] + east, north: middle[1] + north };
}

async function itemCodes(db: Db, count: number): Promise<string[]> {
  const rows = await db.selectFrom('item').select('code').orderBy('code').limit(count).execute();
  return rows.map(({ code }) => code);
}

/** Sites differ: some last hours, some weeks; one in a hundred less than 12 hours, one in five less than three days. */
function beliefOf(kind: number, now: number): string {
  const random = randomFrom(kind);
  const hoursLeft = 8 * 100 ** Math.sqrt(random());
  const perHour = (0.95 * CAPACITY - DEAD) / (READINGS + hoursLeft);
  const facts = Array.from(
    { length: READINGS },
    (_, hour): StockFact => ({
      kind: 'reading',
      at: now / 60_000 - (READINGS - hour) * 60,
      quantity: Math.max(DEAD, Math.round(0.95 * CAPACITY - hour * perHour * (0.9 + 0.2 * random()))),
    }),
  );
  const { state }: { state: StockState } = buildForecast({ capacity: CAPACITY, deadStock: DEAD }, facts, now / 60_000);
  return writeBelief(state).toString('base64');
}
