import { newStockState, type StockState } from '@baogong/solver/forecast';
import { sql } from 'kysely';
import { systemActor } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import { tellOfForecasts } from './arrivals.ts';
import { instantOf, MODEL } from './belief.ts';
import { refold } from './fold.ts';
import { movedNoticeably, type Outlook, outlookOf } from './outlook.ts';
import { lockStocks, saveBeliefs } from './queries.ts';

/** So many are read and written at once. */
const BATCH = 2000;
/** So many are reckoned, some milliseconds of work, before requests get their turn. */
const SLICE = 250;
/** Looked at out of turn, what has moved less is left as it stands. */
const NOTICED_SHARE = 0.01;
const NOTICED_MINUTES = 1;
const BYTES = newStockState({}).values.byteLength;

/** A due stock: what its forecast says now, with what the forecast must know of it. Minutes since the epoch, base units. */
type Due = [
  id: string,
  rowVersion: string,
  capacity: number | null,
  deadStock: number,
  isCounted: boolean,
  early: number | null,
  middle: number | null,
  late: number | null,
  doubt: string | null,
];
type Page = { due: Due[]; numbers: Float64Array };
type Fresh = { due: Due; outlook: Outlook; moved: boolean; isNew: boolean };

/**
 * Reckons anew what time alone has moved: ranges widen, and a reading grows old. Returns how many stocks were looked at. The next page
 * is read while one is reckoned. `all`: whether due or not; then only what has moved by more than a hundredth is written.
 */
export async function refreshForecasts(db: Db, now: Temporal.Instant, { all = false } = {}): Promise<number> {
  await rebuildForeign(db, now);
  let count = 0;
  let writing: Promise<void> = Promise.resolve();
  let next: Promise<Page> = readPage(db, now, null, all);
  for (let page = await next; page.due.length > 0; page = await next) {
    next = page.due.length < BATCH ? Promise.resolve(NOTHING) : readPage(db, now, page.due.at(-1)![0], all);
    // Whoever waits for it learns of a failure; until then nobody does.
    next.catch(() => undefined);
    const fresh = await reckonInSlices(page, now);
    await writing;
    writing = writePage(db, all ? fresh.filter(({ isNew }) => isNew) : fresh, now);
    writing.catch(() => undefined);
    count += fresh.length;
  }
  await writing;
  return count;
}

const NOTHING: Page = { due: [], numbers: new Float64Array() };

/** All of a page in two values, which cost a tenth of as many rows. */
async function readPage(db: Db, now: Temporal.Instant, after: string | null, all: boolean): Promise<Page> {
  const { rows } = await sql<{ due: Due[] | null; numbers: Buffer | null }>`
    with page as (
      select forecast.stock_id, forecast.xmin as row_version, capacity, dead_stock,
             gauge = 'quantity' and item.base_unit not in ('gram', 'millilitre') as is_counted,
             dry_early, dry_at, dry_late, doubt, numbers
      from stock_forecast forecast join monitored_stock stock on stock.id = forecast.stock_id
      join stock_belief belief on belief.stock_id = forecast.stock_id
      join item on item.code = item_code
      where ${after === null ? sql`true` : sql`forecast.stock_id > ${after}`}
        and ${all ? sql`is_known` : sql`stale_at <= ${iso(now)}`} and model = ${MODEL} and length(numbers) = ${BYTES}
      order by forecast.stock_id limit ${BATCH})
    select json_agg(json_build_array(stock_id, row_version::text, capacity, dead_stock, is_counted, ${minutes('dry_early')},
             case when dry_at < 'infinity' then ${minutes('dry_at')} end, ${minutes('dry_late')}, doubt)
             order by stock_id) as due,
           string_agg(numbers, '' order by stock_id) as numbers
    from page`.execute(db);
  const [row] = rows;
  if (!row?.due || !row.numbers) return NOTHING;
  const bytes = new Uint8Array(row.numbers);
  return { due: row.due, numbers: new Float64Array(bytes.buffer) };
}

function minutes(column: string) {
  return sql`(extract(epoch from ${sql.ref(column)}) / 60)::float8`;
}

const { settings } = newStockState({});

async function reckonInSlices({ due, numbers }: Page, now: Temporal.Instant): Promise<Fresh[]> {
  const fresh: Fresh[] = [];
  const at = now.epochMilliseconds / 60_000;
  const size = BYTES / 8;
  for (const [index, each] of due.entries()) {
    if (index > 0 && index % SLICE === 0) await new Promise((resolve) => setImmediate(resolve));
    fresh.push(reckon(each, numbers.subarray(index * size, (index + 1) * size), at));
  }
  return fresh;
}

function reckon(due: Due, values: Float64Array, at: number): Fresh {
  const [, , capacity, deadStock, isCounted, p10, p50, p90, doubt] = due;
  const state: StockState = {
    settings: { ...settings, capacity, deadStock, gaugeStep: isCounted ? 1 : null },
    values,
  };
  const before = { p10, p50, p90 };
  const outlook = outlookOf(state, at, doubt as Parameters<typeof outlookOf>[2], before);
  const moved = movedNoticeably(before, outlook.emptyAt, at);
  const isNew = movedNoticeably(before, outlook.emptyAt, at, NOTICED_MINUTES, NOTICED_SHARE);
  return { due, outlook, moved, isNew };
}

/** Writes what no reading has changed meanwhile, with facts about what moved noticeably. */
async function writePage(db: Db, fresh: readonly Fresh[], now: Temporal.Instant): Promise<void> {
  if (fresh.length === 0) return;
  const rows = fresh.map(({ due, outlook }) => rowOf(due, outlook));
  await db.transaction().execute(async (tx) => {
    await sql`
      update stock_forecast set
        dry_at = fresh.dry_at, dry_early = fresh.dry_early, dry_late = fresh.dry_late,
        stock_early = fresh.stock_early, stock_middle = fresh.stock_middle, stock_late = fresh.stock_late,
        use_low = fresh.use_low, use_middle = fresh.use_middle, use_high = fresh.use_high, confidence = fresh.confidence,
        why = fresh.why, computed_at = ${iso(now)}, stale_at = fresh.stale_at
      from json_to_recordset(${JSON.stringify(rows)}::json) as fresh (
        stock_id uuid, row_version text, dry_at timestamptz, dry_early timestamptz, dry_late timestamptz, stock_early bigint,
        stock_middle bigint, stock_late bigint, use_low bigint, use_middle bigint, use_high bigint, confidence text, why jsonb,
        stale_at timestamptz)
      where stock_forecast.stock_id = fresh.stock_id and stock_forecast.xmin = fresh.row_version::xid`.execute(tx);
    const moved = fresh.filter((each) => each.moved).map(({ due }) => due[0]);
    if (moved.length > 0) await tellOfForecasts(tx, systemActor, await findStocks(tx, moved), now);
  });
}

async function findStocks(tx: Tx, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; organisationId: string; areaCode: string; item: string }>`
    select stock.id, organisation_id as "organisationId", area_code as "areaCode", item_code as item
    from monitored_stock stock join organisation on organisation.id = organisation_id
    where stock.id = any(${[...ids]}::uuid[])`.execute(tx);
  return rows;
}

function rowOf(due: Due, { emptyAt, stock, usePerHour, confidence, why, staleAt }: Outlook) {
  const time = (at: number | null = null) => (at === null ? null : instantOf(at));
  return {
    stock_id: due[0],
    row_version: due[1],
    dry_at: time(emptyAt?.p50) ?? 'infinity',
    dry_early: time(emptyAt?.p10),
    dry_late: time(emptyAt?.p90),
    stock_early: stock?.p10,
    stock_middle: stock?.p50,
    stock_late: stock?.p90,
    use_low: usePerHour?.p10,
    use_middle: usePerHour?.p50,
    use_high: usePerHour?.p90,
    confidence,
    why,
    stale_at: time(staleAt),
  };
}

/** Beliefs that another model wrote (a newer solver) are built anew from the facts. */
async function rebuildForeign(db: Db, now: Temporal.Instant): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select stock_id as id from stock_belief where model <> ${MODEL} or length(numbers) not in (0, ${BYTES}) limit 1000`.execute(
    db,
  );
  for (const { id } of rows) {
    await db.transaction().execute(async (tx) => {
      const [stock] = await lockStocks(tx, [id], []);
      if (stock) await saveBeliefs(tx, [await refold(tx, stock, now)], now);
    });
  }
}
