import { sql } from 'kysely';
import type { StockState } from '@baogong/solver/forecast';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';
import { instantOf, MODEL, writeBelief } from './belief.ts';
import type { Outlook } from './outlook.ts';

/** A watched stock as verbs need it, its belief locked. Quantities in base units. */
export type StockRow = {
  id: string;
  organisationId: string;
  organisationName: string;
  areaCode: string;
  item: string;
  gauge: 'percent' | 'pressure' | 'quantity';
  capacity: number | null;
  deadStock: number;
  flowLimitPerHour: number | null;
  fullKilopascal: number | null;
  tankCount: number;
  resupplyMinutes: number | null;
  usualPerHour: number | null;
  isCounted: boolean;
  version: number;
  model: number;
  /** Time of the newest fact in the belief. */
  factAt: string | null;
  numbers: Buffer;
  doubt: string | null;
  emptyEarly: string | null;
  emptyMiddle: string | null;
  emptyLate: string | null;
  isKnown: boolean;
};

export type StockKey = { organisationId: string; item: string };

/**
 * Locks the beliefs of the stocks in the order of their ids, whoever asks: nobody waits in a circle. `onlyFree`: what somebody else
 * has locked is left out.
 */
export async function lockStocks(
  tx: Tx,
  ids: readonly string[],
  keys: readonly StockKey[],
  { onlyFree = false } = {},
): Promise<StockRow[]> {
  const wanted = sql`
    select id from monitored_stock where id = any(${[...ids]}::uuid[])
    union select stock.id from monitored_stock stock join unnest(${keys.map((key) => key.organisationId)}::uuid[],
      ${keys.map((key) => key.item)}::text[]) as wanted (organisation_id, item_code)
      on stock.organisation_id = wanted.organisation_id and stock.item_code = wanted.item_code`;
  const { rows } = await sql<StockRow>`
    select stock.id, stock.organisation_id as "organisationId", organisation.name as "organisationName",
           organisation.area_code as "areaCode", stock.item_code as item, gauge, capacity, dead_stock as "deadStock",
           flow_limit_per_hour as "flowLimitPerHour", full_kilopascal as "fullKilopascal", tank_count as "tankCount",
           resupply_minutes as "resupplyMinutes", usual_per_hour as "usualPerHour",
           gauge = 'quantity' and item.base_unit not in ('gram', 'millilitre') as "isCounted", stock.version,
           belief.model, belief.at as "factAt", belief.numbers, forecast.doubt, forecast.dry_early as "emptyEarly",
           nullif(forecast.dry_at, 'infinity') as "emptyMiddle", forecast.dry_late as "emptyLate",
           forecast.is_known as "isKnown"
    from stock_belief belief join monitored_stock stock on stock.id = belief.stock_id
    join stock_forecast forecast on forecast.stock_id = belief.stock_id
    join organisation on organisation.id = stock.organisation_id join item on item.code = stock.item_code
    where belief.stock_id in (${wanted}) order by belief.stock_id for no key update of belief ${onlyFree ? sql`skip locked` : sql``}`.execute(
    tx,
  );
  return rows;
}

export type NewStock = StockKey & { id: string; gauge: StockRow['gauge'] };

/** Begins to watch stocks that nobody watched; leaves alone those that somebody did meanwhile. Returns the new ones. */
export async function insertStocks(tx: Tx, stocks: readonly NewStock[]): Promise<(StockKey & { id: string })[]> {
  const { rows } = await sql<StockKey & { id: string }>`
    with fresh as (
      insert into monitored_stock (id, organisation_id, item_code, gauge)
      select id, "organisationId", item, gauge from jsonb_to_recordset(${JSON.stringify(stocks)}::jsonb) as wanted (
        id uuid, "organisationId" uuid, item text, gauge text)
      order by 2, 3 on conflict do nothing returning id, organisation_id, item_code),
    beliefs as (insert into stock_belief (stock_id, model, numbers) select id, ${MODEL}, '' from fresh),
    forecasts as (insert into stock_forecast (stock_id) select id from fresh)
    select id, organisation_id as "organisationId", item_code as item from fresh`.execute(tx);
  return rows;
}

export type Believed = {
  stockId: string;
  state: StockState;
  factAt: number | null;
  outlook: Outlook;
  doubt: string | null;
};

/** Keeps what is believed now, and what it says about the time ahead. */
export async function saveBeliefs(tx: Tx, believed: readonly Believed[], now: Temporal.Instant): Promise<void> {
  if (believed.length === 0) return;
  const numbers = believed.map(({ state }) => writeBelief(state).toString('base64'));
  const times = believed.map(({ factAt }) => (factAt === null ? null : instantOf(factAt)));
  await sql`
    update stock_belief set model = ${MODEL}, at = fresh.at, numbers = decode(fresh.numbers, 'base64')
    from unnest(${believed.map(({ stockId }) => stockId)}::uuid[], ${times}::timestamptz[], ${numbers}::text[])
      as fresh (stock_id, at, numbers)
    where stock_belief.stock_id = fresh.stock_id`.execute(tx);
  await saveOutlooks(tx, believed, now);
}

type OutlookRow = Pick<Believed, 'stockId' | 'outlook' | 'doubt'> & { rowVersion?: number };

/**
 * Keeps outlooks: one array a column, which PostgreSQL takes in far faster than rows. One with a `rowVersion` (PostgreSQL's xmin) is
 * kept only where nobody has written the row since.
 */
export async function saveOutlooks(db: DbOrTx, rows: readonly OutlookRow[], now: Temporal.Instant): Promise<void> {
  const column = (read: (outlook: Outlook) => number | null | undefined) =>
    arrayOf(rows.map(({ outlook }) => read(outlook)));
  const time = (read: (outlook: Outlook) => number | null | undefined) =>
    column((outlook) => {
      const minutes = read(outlook);
      return minutes === null || minutes === undefined ? null : minutes * 60;
    });
  await sql`
    update stock_forecast set
      dry_at = coalesce(to_timestamp(fresh.dry_at), 'infinity'), dry_early = to_timestamp(fresh.dry_early),
      dry_late = to_timestamp(fresh.dry_late), is_known = fresh.is_known,
      stock_early = fresh.stock_early, stock_middle = fresh.stock_middle, stock_late = fresh.stock_late,
      use_low = fresh.use_low, use_middle = fresh.use_middle, use_high = fresh.use_high, confidence = fresh.confidence,
      why = fresh.why, doubt = fresh.doubt, computed_at = ${String(now)}, stale_at = to_timestamp(fresh.stale_at)
    from unnest(
      ${arrayOf(rows.map(({ stockId }) => stockId))}::uuid[], ${arrayOf(rows.map(({ rowVersion }) => rowVersion))}::bigint[],
      ${time(({ emptyAt }) => emptyAt?.p50)}::float8[], ${time(({ emptyAt }) => emptyAt?.p10)}::float8[],
      ${time(({ emptyAt }) => emptyAt?.p90)}::float8[], ${arrayOf(rows.map(({ outlook }) => String(outlook.emptyAt !== null)))}::boolean[],
      ${column(({ stock }) => stock?.p10)}::bigint[], ${column(({ stock }) => stock?.p50)}::bigint[],
      ${column(({ stock }) => stock?.p90)}::bigint[], ${column(({ usePerHour }) => usePerHour?.p10)}::bigint[],
      ${column(({ usePerHour }) => usePerHour?.p50)}::bigint[], ${column(({ usePerHour }) => usePerHour?.p90)}::bigint[],
      ${arrayOf(rows.map(({ outlook }) => outlook.confidence))}::text[],
      ${arrayOf(rows.map(({ outlook }) => JSON.stringify(JSON.stringify(outlook.why))))}::jsonb[],
      ${arrayOf(rows.map(({ doubt }) => doubt))}::text[], ${time(({ staleAt }) => staleAt)}::float8[])
      as fresh (stock_id, row_version, dry_at, dry_early, dry_late, is_known, stock_early, stock_middle, stock_late, use_low,
                use_middle, use_high, confidence, why, doubt, stale_at)
    where stock_forecast.stock_id = fresh.stock_id
      and (fresh.row_version is null or stock_forecast.xmin::text::bigint = fresh.row_version)`.execute(db);
}

/**
 * As PostgreSQL reads arrays of numbers, ids and code words; what else a text may hold stands in it as a JSON string. The driver's way
 * of writing them, one by one, takes longer than the reckoning.
 */
function arrayOf(values: readonly (number | string | null | undefined)[]): string {
  return `{${values.map((value) => value ?? 'null').join(',')}}`;
}
