import type { Lamp } from '@baogong/contract';
import { sql } from 'kysely';
import { minutesAfter } from '../../platform/clock.ts';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';

/** A stock whose lamp says something else than its warning, or than that there is none. Times in minutes. */
export type Difference = {
  stockId: string;
  organisationId: string;
  areaCode: string;
  item: string;
  ruleScope: string;
  lamp: Lamp;
  dryEarly: string | null;
  dryMiddle: string | null;
  dryLate: string | null;
  stock: number | null;
  usePerHour: number | null;
  confidence: string;
  resupplyMinutes: number;
  supplierId: string | null;
  takeMinutes: number;
  needMinutes: number | null;
  warningId: string | null;
  /** The better lamp has lasted for as long as the rule wants, or a delivery came. */
  isOver: boolean;
  isDelivered: boolean;
};

/** Nobody warns earlier, however long resupply takes: so most stocks are left out at the first glance. */
export const FARTHEST_HOURS = 72;
/** As `stock_lamp` has it where nobody knows a way. */
const USUAL_RESUPPLY_MINUTES = 120;

/** Only one process looks at a time; the other's turn comes a second later. False: somebody else is looking. */
export async function takeTurn(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('baogong.warnings', 0)) as mine`.execute(tx);
  return rows[0]!.mine;
}

/**
 * Minutes beyond which no stock's lamp can be other than green: the longest resupply by the farthest-looking rule. Asked for
 * beforehand, so that the planner sees how few stocks that leaves.
 */
async function farthestMinutes(db: DbOrTx): Promise<number> {
  const { rows } = await sql<{ minutes: number }>`
    select least(${FARTHEST_HOURS * 60}, yellow * (30 + greatest(${USUAL_RESUPPLY_MINUTES}, loading + coalesce(travel, 0), coalesce(said, 0))) / 100)
             as minutes
    from (select max(yellow_percent) as yellow, max(loading_minutes) as loading from warning_rule) rule,
         (select max(travel_minutes) as travel from stock_resupply) way,
         (select max(resupply_minutes) as said from monitored_stock) site`.execute(db);
  return rows[0]!.minutes;
}

/**
 * Stocks for which something is to be done: a warning to raise, to make worse or better, to clear, or to note since when the
 * lamp has been better. What agrees with its warning never leaves the database.
 */
export async function differences(db: DbOrTx, now: string, limit: number): Promise<Difference[]> {
  const farthest = minutesAfter(Temporal.Instant.from(now), await farthestMinutes(db));
  const { rows } = await sql<Difference>`
    with near as materialized (
      select stock_id from stock_forecast where is_known and dry_early <= ${farthest}
      union select stock_id from warning where status <> 'cleared' and stock_id is not null),
    seen as materialized (
      select stock_id, rule_scope, resupply_minutes, lamp_of(is_known, dry_at, red_minutes, yellow_minutes, ${now}) as lamp
      from stock_lamp
      where stock_id in (select stock_id from near)
        and ((is_known and dry_at <= ${now}::timestamptz + make_interval(mins => yellow_minutes))
             or stock_id in (select stock_id from warning where status <> 'cleared'))),
    compared as materialized (
      select seen.*, warning.id as warning_id, warning.lamp as warned, warning.better_since, warning.lamp_since,
             coalesce(seen.lamp = 'green' or (seen.lamp = 'yellow' and warning.lamp = 'red'), false) as is_better
      from seen left join warning on warning.stock_id = seen.stock_id and warning.status <> 'cleared'),
    judged as (
      select compared.*, rule.take_minutes, rule.need_minutes, stock.organisation_id, stock.item_code,
             is_better and exists (
               select from movement where to_place_id = stock.organisation_id and movement.item_code = stock.item_code
                 and happened_at >= compared.lamp_since
                 and movement.kind in ('arrive', 'direct', 'transfer', 'buy', 'donate', 'produce')) as is_delivered,
             is_better and better_since <= ${now}::timestamptz - make_interval(mins => hold_minutes) as has_lasted
      from compared join warning_rule rule on rule.scope = compared.rule_scope
      join monitored_stock stock on stock.id = compared.stock_id)
    select judged.stock_id as "stockId", judged.organisation_id as "organisationId", organisation.area_code as "areaCode",
           judged.item_code as item, rule_scope as "ruleScope", lamp, dry_early as "dryEarly",
           nullif(forecast.dry_at, 'infinity') as "dryMiddle", dry_late as "dryLate", stock_middle as stock,
           use_middle as "usePerHour", confidence, judged.resupply_minutes as "resupplyMinutes", supplier_id as "supplierId",
           take_minutes as "takeMinutes", need_minutes as "needMinutes", warning_id as "warningId",
           coalesce(has_lasted or is_delivered, false) as "isOver", coalesce(is_delivered, false) as "isDelivered"
    from judged join stock_forecast forecast on forecast.stock_id = judged.stock_id
    join organisation on organisation.id = judged.organisation_id
    left join stock_resupply on stock_resupply.stock_id = judged.stock_id
    where case
      when warning_id is null then not exists (
        select from warning old where old.item_code = judged.item_code and old.organisation_id = judged.organisation_id
          and old.quiet_until > ${now} and (old.lamp = 'red' or judged.lamp = 'yellow'))
      when warned = 'yellow' and lamp = 'red' then true
      when is_better then better_since is null or has_lasted or is_delivered
      else better_since is not null end
    order by lamp = 'red' desc, dry_early nulls last limit ${limit}`.execute(db);
  return rows;
}

/** Notes since when the lamp has been better than the warning, or that it no longer is. No fact: nobody need know. */
export async function noteBetter(tx: Tx, ids: readonly string[], since: string | null): Promise<void> {
  if (ids.length === 0) return;
  await sql`update warning set better_since = ${since} where id = any(${[...ids]}::uuid[])`.execute(tx);
}
