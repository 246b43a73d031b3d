import type {
  Confidence,
  Devices,
  Gauge,
  Patients,
  ReadingQuestion,
  ReadingSource,
  RunDryCounts,
} from '@baogong/contract';
import { type RawBuilder, sql } from 'kysely';
import type { DbOrTx } from '../../platform/db/database.ts';

/** A watched stock with its forecast as lists read it. Instants ISO 8601, quantities in base units. */
export type RunDryRecord = {
  stockId: string;
  organisationId: string;
  organisationName: string;
  areaCode: string;
  areaName: string;
  item: string;
  itemName: { zh: string; en: string };
  baseUnitName: { zh: string; en: string };
  gauge: Gauge;
  capacity: number | null;
  deadStock: number;
  flowLimitPerHour: number | null;
  fullKilopascal: number | null;
  tankCount: number;
  resupplyMinutes: number | null;
  version: number;
  isKnown: boolean;
  /** The time that its lamp goes by, and how many minutes before it the lamp turns. */
  lampAt: string | null;
  redMinutes: number;
  yellowMinutes: number;
  dryAt: string;
  emptyEarly: string | null;
  emptyLate: string | null;
  stock: { p10: number; p50: number; p90: number } | null;
  use: { p10: number; p50: number; p90: number } | null;
  confidence: Confidence;
  why: { code: string; [figure: string]: unknown }[];
  lastReading: {
    at: string;
    quantity: number;
    source: ReadingSource;
    devices: Devices | null;
    patients: Patients | null;
  } | null;
  question: ReadingQuestion | null;
};

/** Which stocks. */
export type RunDryMatch = {
  scope: { everywhere: boolean; areas: readonly string[]; own: readonly string[] };
  area?: string | undefined;
  item?: string | undefined;
  organisation?: string | undefined;
  query?: string | undefined;
  /** ISO 8601: only what may run dry before. */
  before?: string | undefined;
  asked?: boolean | undefined;
  underWay?: 'any' | 'overdue' | 'none' | undefined;
  /** ISO 8601, for what is overdue. */
  now?: string | undefined;
};
export type RunDryFilter = RunDryMatch & {
  after: { at: string; id: string } | null;
  limit: number;
};

/** A page of watched stocks in the order in which they run dry; those of which nothing is known come last. */
export async function listRunDryRecords(db: DbOrTx, filter: RunDryFilter): Promise<RunDryRecord[]> {
  const { after, limit, ...match } = filter;
  return readRecords(
    db,
    sql`${matches(match)}
      and ${after ? sql`(forecast.dry_at, forecast.stock_id) > (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`}
      order by forecast.dry_at, forecast.stock_id limit ${limit}`,
  );
}

/** `until`: the horizon, ISO 8601. */
export async function countRunDryRecords(db: DbOrTx, match: RunDryMatch, until: string): Promise<RunDryCounts> {
  const { rows } = await sql<Record<'within' | 'noReading' | 'noUse' | 'known', number>>`
    select count(*) filter (where is_known and dry_early <= ${until}) as within, count(*) filter (where not is_known) as "noReading",
           count(*) filter (where is_known and dry_at = 'infinity' and use_high = 0 and (dry_early <= ${until}) is not true) as "noUse",
           count(*) filter (where is_known) as known
    from stock_forecast forecast join monitored_stock stock on stock.id = forecast.stock_id
    join organisation on organisation.id = stock.organisation_id where ${matches(match)}`.execute(db);
  const { within, noReading, noUse, known } = rows[0]!;
  const beyond = { 'no-reading': noReading, 'no-use': noUse, lasts: known - within - noUse };
  return { within, beyond, ...(await countUnderWay(db, match)) };
}

async function countUnderWay(db: DbOrTx, match: RunDryMatch): Promise<Pick<RunDryCounts, 'underWay' | 'overdue'>> {
  const { rows } = await sql<Pick<RunDryCounts, 'underWay' | 'overdue'>>`
    select count(*) as "underWay", count(*) filter (where is_overdue) as overdue
    from (select organisation_id, item_code, bool_or(expected_at < ${match.now}) as is_overdue
          from shipment where arrived + lost < sent group by organisation_id, item_code) coming
    join monitored_stock stock on stock.organisation_id = coming.organisation_id and stock.item_code = coming.item_code
    join stock_forecast forecast on forecast.stock_id = stock.id
    join organisation on organisation.id = stock.organisation_id where ${matches(match)}`.execute(db);
  return rows[0]!;
}

/** A condition on `organisation`, `stock` and `forecast`. */
export function matches(match: RunDryMatch): RawBuilder<unknown> {
  const { scope, area, item, organisation, query, before, asked, underWay, now = null } = match;
  const all = sql`true`;
  const within = scope.everywhere
    ? all
    : sql`(organisation.area_code like any(${scope.areas.map((each) => `${each}%`)}::text[])
           or organisation.id = any(${[...scope.own]}::uuid[]))`;
  return sql`${within}
      and ${area ? sql`organisation.area_code like ${`${area}%`}` : all}
      and ${item ? sql`stock.item_code = ${item}` : all}
      and ${organisation ? sql`stock.organisation_id = ${organisation}` : all}
      and ${query ? sql`organisation.name like ${`%${escapeLike(query)}%`}` : all}
      and ${before ? sql`forecast.dry_early < ${before}` : all}
      and ${underWay ? hasUnderWay(underWay, now) : all}
      and ${asked === undefined ? all : sql`${asked} = exists (select from reading_question where stock_id = stock.id and answer is null)`}`;
}

/** From the few that are under way, so that a city with none is not walked through stock by stock; "none" holds of most at the first look. */
function hasUnderWay(underWay: NonNullable<RunDryMatch['underWay']>, now: string | null): RawBuilder<unknown> {
  const ofStock = (stock: string) => sql`
    shipment.organisation_id = ${sql.ref(`${stock}.organisation_id`)} and shipment.item_code = ${sql.ref(`${stock}.item_code`)}
    and arrived + lost < sent`;
  if (underWay === 'none') return sql`not exists (select from shipment where ${ofStock('stock')} offset 0)`;
  const late = underWay === 'overdue' ? sql`expected_at < ${now}` : sql`true`;
  return sql`stock.id in (
    select coming.id from shipment join monitored_stock coming on ${ofStock('coming')} where ${late})`;
}

const MOST_OF_SITE = 200;

/** Those of a site, or with these ids, in the order in which they run dry. */
export async function findRunDryRecords(
  db: DbOrTx,
  wanted: { organisationId: string } | { ids: readonly string[] },
): Promise<RunDryRecord[]> {
  const condition =
    'ids' in wanted
      ? sql`forecast.stock_id = any(${[...wanted.ids]}::uuid[])`
      : sql`stock.organisation_id = ${wanted.organisationId}`;
  const most = 'ids' in wanted ? wanted.ids.length : MOST_OF_SITE;
  return readRecords(db, sql`${condition} order by forecast.dry_at, forecast.stock_id limit ${most}`);
}

/** The page is cut first, then each of its rows looks up its lamp, last reading and question: one by one (`limit 1`), else they are worked out for all. */
async function readRecords(db: DbOrTx, condition: RawBuilder<unknown>): Promise<RunDryRecord[]> {
  const { rows } = await sql<RunDryRecord>`
    with page as (
      select forecast.*, stock.organisation_id, stock.item_code, gauge, capacity, dead_stock, flow_limit_per_hour, full_kilopascal,
             tank_count, resupply_minutes, stock.version, organisation.name as organisation_name, organisation.area_code
      from stock_forecast forecast join monitored_stock stock on stock.id = forecast.stock_id
      join organisation on organisation.id = stock.organisation_id
      where ${condition})
    select page.stock_id as "stockId", organisation_id as "organisationId", organisation_name as "organisationName",
           page.area_code as "areaCode", area.name as "areaName", page.item_code as item,
           jsonb_build_object('zh', item.name_zh, 'en', item.name_en) as "itemName",
           jsonb_build_object('zh', unit.name_zh, 'en', unit.name_en) as "baseUnitName",
           gauge, capacity, dead_stock as "deadStock", flow_limit_per_hour as "flowLimitPerHour",
           full_kilopascal as "fullKilopascal", tank_count as "tankCount", page.resupply_minutes as "resupplyMinutes", page.version,
           page.is_known as "isKnown", lamp.dry_at as "lampAt", lamp.red_minutes as "redMinutes",
           lamp.yellow_minutes as "yellowMinutes", page.dry_at as "dryAt", dry_early as "emptyEarly", dry_late as "emptyLate",
           case when page.is_known then jsonb_build_object('p10', stock_early, 'p50', stock_middle, 'p90', stock_late) end as stock,
           case when page.is_known then jsonb_build_object('p10', use_low, 'p50', use_middle, 'p90', use_high) end as use,
           confidence, why, last.reading as "lastReading", asked.question
    from page join item on item.code = page.item_code join unit on unit.code = item.base_unit
    join area on area.code = page.area_code
    join lateral (select dry_at, red_minutes, yellow_minutes from stock_lamp where stock_lamp.stock_id = page.stock_id limit 1) lamp on true
    left join lateral (
      select jsonb_build_object('at', reading.at, 'quantity', reading.quantity, 'source', source, 'devices', devices,
                                'patients', patients) as reading
      from reading where stock_id = page.stock_id and reading.quantity is not null order by reading.at desc limit 1) last on true
    left join lateral (
      select jsonb_build_object('id', id, 'stockId', stock_id, 'flag', flag, 'at', at, 'quantity', quantity,
                                'expected', expected, 'askedAt', asked_at) as question
      from reading_question where stock_id = page.stock_id and answer is null limit 1) asked on true
    order by page.dry_at, page.stock_id`.execute(db);
  return rows;
}

/** `%` and `_` in what people type mean themselves. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}
