import { sql } from 'kysely';
import type { DbOrTx } from '../../platform/db/database.ts';

/**
 * Sites of an item in a district whose demand behaves alike: until hour `bucket` from now their open needs are the larger
 * part of what they want, from then on their use. Base units, use per hour.
 */
export type DemandRow = {
  item: string;
  areaCode: string;
  bucket: number;
  outstanding: number;
  use: number;
  /** Σ of the sites' distances from the middle to p10 and p90, and of their squares. */
  below: number;
  belowSquared: number;
  above: number;
  aboveSquared: number;
  /** Needs without a quantity, and watched stocks whose use is not known. */
  unknown: number;
};

/** Needs only: no use is known of the site. */
export const NEVER = 999;
/** Buckets end here. */
const LAST = 240;

/**
 * What sites want. A site's needs and its use are one demand, the larger of the two: a need is raised because a stock
 * runs down, so the sum would count it twice.
 */
export async function demandRows(db: DbOrTx, item?: string): Promise<DemandRow[]> {
  const one = item === undefined ? sql`true` : sql`item_code = ${item}`;
  const { rows } = await sql<DemandRow>`
    with wanted as (
      select need.organisation_id, item_code,
             sum(greatest(0, coalesce(approved, requested) - delivered + rejected - waived)) as outstanding,
             count(*) filter (where approved is null and requested is null) as unknown
      from need join need_line on need_line.need_id = need.id
      where need.status in ('collected', 'dispatched', 'fulfilled') and ${one}
      group by need.organisation_id, item_code
    ), used as (
      select organisation_id, item_code, is_known, use_low, use_middle, use_high
      from published_stock_forecast where ${one}
    ), site as (
      select organisation_id, item_code, coalesce(outstanding, 0) as outstanding, coalesce(use_middle, 0) as use,
             coalesce(use_middle - use_low, 0) as below, coalesce(use_high - use_middle, 0) as above,
             coalesce(wanted.unknown, 0) + (is_known is not null and (not is_known or use_middle is null))::integer as unknown
      from wanted full join used using (organisation_id, item_code)
    )
    select item_code as item, left(area_code, 6) as "areaCode",
           case when use = 0 then ${NEVER} else least(${LAST}, ceil(outstanding / use)) end::integer as bucket,
           sum(outstanding)::double precision as outstanding, sum(use)::double precision as use,
           sum(below)::double precision as below, sum(below::double precision * below) as "belowSquared",
           sum(above)::double precision as above, sum(above::double precision * above) as "aboveSquared",
           sum(unknown)::integer as unknown
    from site join organisation on organisation.id = organisation_id
    where outstanding > 0 or use > 0 or unknown > 0
    group by 1, 2, 3`.execute(db);
  return rows;
}

/** New needs of sites whose use is not known, per hour over the last three days: Σ of quantities and of their squares. */
export type ArrivalRow = { areaCode: string; perHour: number; squaredPerHour: number; needs: number };

const ARRIVAL_HOURS = 72;
/** A city that has run for less is taken to have run this long: one large need is no rate. */
const FEWEST_HOURS = 24;
/** Fewer needs in that time are events, not a rate. */
const FEWEST_NEEDS = 5;

export async function arrivalRows(db: DbOrTx, now: Temporal.Instant, item: string): Promise<ArrivalRow[]> {
  const at = String(now);
  const { rows } = await sql<ArrivalRow>`
    with span as (
      select greatest(${FEWEST_HOURS}, least(${ARRIVAL_HOURS}, extract(epoch from ${at}::timestamptz - min(collected_at)) / 3600))
        ::double precision as hours from (select collected_at from need order by collected_at limit 1) first)
    select left(need.area_code, 6) as "areaCode",
           sum(coalesce(approved, requested)::double precision) / (select hours from span) as "perHour",
           sum(coalesce(approved, requested)::double precision ^ 2) / (select hours from span) as "squaredPerHour",
           count(*)::integer as needs
    from need_line join need on need.id = need_line.need_id
    where item_code = ${item} and status not in ('withdrawn', 'merged') and coalesce(approved, requested) > 0
      and collected_at > ${at}::timestamptz - make_interval(hours => ${ARRIVAL_HOURS}) and collected_at <= ${at}
      and not exists (select 1 from published_stock_forecast watched
                      where watched.organisation_id = need.organisation_id and watched.item_code = need_line.item_code
                        and is_known)
    group by 1`.execute(db);
  const needs = rows.reduce((sum, row) => sum + row.needs, 0);
  return needs < FEWEST_NEEDS ? [] : rows;
}
