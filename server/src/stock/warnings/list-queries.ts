import type { Bilingual, Lamp, Warning, WarningKind, WarningLamp } from '@baogong/contract';
import { sql } from 'kysely';
import type { scopeOf } from '../../platform/actor.ts';
import type { DbOrTx } from '../../platform/db/database.ts';

export type Scope = ReturnType<typeof scopeOf>;

/** A warning with what is known of its stock this moment. */
export type WarningRecord = Omit<Warning, 'actions' | 'emptyAt' | 'underWay' | 'takenBy' | 'resupply' | 'lampNow'> & {
  lampNow: Lamp | null;
  isKnown: boolean | null;
  dryEarly: string | null;
  dryMiddle: string | null;
  dryLate: string | null;
  takenBy: string | null;
  takenByName: string | null;
  takenAt: string | null;
  resupplyMinutes: number | null;
  supplierId: string | null;
  supplierName: string | null;
  metres: number | null;
  itemName: Bilingual;
};

export type WarningFilter = {
  scope?: Scope;
  ids?: readonly string[];
  open?: boolean | undefined;
  lamp?: WarningLamp | undefined;
  kind?: WarningKind | undefined;
  area?: string | undefined;
  organisation?: string | undefined;
  item?: string | undefined;
  need?: string | undefined;
  after?: { lamp: string; id: string } | null;
  limit: number;
};

/** Open ones red before yellow, the longest first; those that are over newest first. */
export async function findWarningRecords(db: DbOrTx, filter: WarningFilter, now: string): Promise<WarningRecord[]> {
  const { rows } = await sql<WarningRecord>`
    select warning.id, warning.kind, warning.status, warning.lamp, warning.organisation_id as "organisationId",
           organisation.name as "organisationName", warning.area_code as "areaCode", area.name as "areaName",
           warning.item_code as item, jsonb_build_object('zh', item.name_zh, 'en', item.name_en) as "itemName",
           jsonb_build_object('zh', unit.name_zh, 'en', unit.name_en) as "baseUnitName",
           item.life_critical as "lifeCritical", warning.stock_id as "stockId", warning.details,
           warning.raised_at as "raisedAt", warning.lamp_since as "lampSince", taken_by as "takenBy",
           taken_by_name as "takenByName", taken_at as "takenAt", warning.escalation, warning.due_at as "dueAt",
           need_id as "needId", need_number as "needNumber", cleared_at as "clearedAt", cleared_because as "clearedBecause",
           warning.version, lamp_of(stock_lamp.is_known, stock_lamp.dry_at, red_minutes, yellow_minutes, ${now}) as "lampNow", forecast.is_known as "isKnown",
           forecast.dry_early as "dryEarly", nullif(forecast.dry_at, 'infinity') as "dryMiddle",
           forecast.dry_late as "dryLate", coalesce(forecast.confidence, 'none') as confidence,
           forecast.stock_middle as "stockNow", forecast.use_middle as "usePerHour",
           stock_lamp.resupply_minutes as "resupplyMinutes", resupply.supplier_id as "supplierId",
           supplier.name as "supplierName", resupply.metres
    from warning
    join area on area.code = warning.area_code
    join item on item.code = warning.item_code join unit on unit.code = item.base_unit
    left join organisation on organisation.id = warning.organisation_id
    left join stock_lamp on stock_lamp.stock_id = warning.stock_id
    left join stock_forecast forecast on forecast.stock_id = warning.stock_id
    left join stock_resupply resupply on resupply.stock_id = warning.stock_id
    left join organisation supplier on supplier.id = resupply.supplier_id
    where ${conditionsOf(filter)}
    order by ${filter.open === false ? sql`warning.id desc` : sql`(warning.lamp = 'yellow'), warning.id`}
    limit ${filter.limit}`.execute(db);
  return rows;
}

function conditionsOf(filter: WarningFilter) {
  const { scope, ids, open, lamp, kind, area, organisation, item, need, after } = filter;
  const all = [
    scope && !scope.everywhere
      ? sql`(warning.area_code like any(${scope.areas.map((each) => `${each}%`)}::text[])
             or warning.organisation_id = any(${scope.own}::uuid[]))`
      : null,
    ids ? sql`warning.id = any(${[...ids]}::uuid[])` : null,
    open === undefined ? null : open ? sql`warning.status <> 'cleared'` : sql`warning.status = 'cleared'`,
    lamp ? sql`warning.lamp = ${lamp}` : null,
    kind ? sql`warning.kind = ${kind}` : null,
    area ? sql`warning.area_code like ${`${area}%`}` : null,
    organisation ? sql`warning.organisation_id = ${organisation}` : null,
    item ? sql`warning.item_code = ${item}` : null,
    need ? sql`warning.need_id = ${need}` : null,
    after ? afterOf(after, open) : null,
  ].filter((each) => each !== null);
  return all.length > 0 ? sql.join(all, sql` and `) : sql`true`;
}

function afterOf(after: { lamp: string; id: string }, open: boolean | undefined) {
  if (open === false) return sql`warning.id < ${after.id}`;
  return sql`((warning.lamp = 'yellow'), warning.id) > (${after.lamp === 'yellow'}, ${after.id}::uuid)`;
}
