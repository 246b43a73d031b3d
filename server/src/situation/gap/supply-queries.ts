import type { PicturePart } from '@baogong/contract';
import { sql } from 'kysely';
import type { DbOrTx } from '../../platform/db/database.ts';

/** What is there, offered or on its way, of an item in a district: counts from hour `from` to hour `until` after now. */
export type SupplyRow = {
  item: string;
  areaCode: string;
  part: PicturePart;
  quantity: number;
  from: number;
  /** null: for good. */
  until: number | null;
};

/**
 * Stock by origin (what a producer reports where it keeps no book of the item), offers, reserve as far as it is released,
 * goods under way. Base units; hours from `now`, at most `hours`.
 */
export async function supplyRows(
  db: DbOrTx,
  now: Temporal.Instant,
  hours: number,
  item?: string,
): Promise<SupplyRow[]> {
  const one = (column: ReturnType<typeof sql>) => (item === undefined ? sql`true` : sql`${column} = ${item}`);
  const at = String(now);
  const { rows } = await sql<SupplyRow>`
    with taken as (
      select place_id, item_code, sum(quantity - released) as quantity, sum(quantity - shipped - released) as held
      from reservation where ended is null or shipped > 0 group by place_id, item_code
    ), stock as (
      select source.item_code, left(area_code, 6) as area_code, source.origin, form, on_hand,
             case when source.origin <> 'reserve' then on_hand
                  else least(on_hand, coalesce(taken.held, 0) + greatest(0, release.quantity - coalesce(taken.quantity, 0))) end as free,
             greatest(0, ceil(extract(epoch from available_from - ${at}::timestamptz) / 3600)) as from_hour,
             ceil(extract(epoch from available_until - ${at}::timestamptz) / 3600) as until_hour
      from source join published_holding holding on holding.place_id = source.place_id and holding.item_code = source.item_code
      join organisation on organisation.id = source.organisation_id
      left join taken on source.origin = 'reserve' and taken.place_id = source.place_id and taken.item_code = source.item_code
      left join lateral (select coalesce(sum(granted), 0) as quantity from reserve_release
                         where source_id = source.id and status = 'approved') release on source.origin = 'reserve'
      where on_hand > 0 and coalesce(available_until > ${at}, true) and ${one(sql`source.item_code`)}
    )
    select item_code as item, area_code as "areaCode",
           case when form = 'offer' then 'offer' else 'stock-' || origin end as part,
           sum(free)::bigint as quantity, coalesce(from_hour, 0)::integer as from, until_hour::integer as until
    from stock where coalesce(from_hour, 0) <= ${hours} group by 1, 2, 3, 5, 6 having sum(free) > 0
    union all
    select item_code, area_code, 'reserve-locked', sum(on_hand - free)::bigint, 0, null
    from stock where origin = 'reserve' group by 1, 2 having sum(on_hand - free) > 0
    union all
    select line.item_code, left(area_code, 6), 'stock-local', sum(last.stock)::bigint, 0, null
    from production_line line join organisation on organisation.id = line.organisation_id
    cross join lateral (select stock from shift_report where line_id = line.id and stock is not null
                        order by due_at desc, version desc limit 1) last
    where ${one(sql`line.item_code`)} and not exists (
      select 1 from source where source.organisation_id = line.organisation_id and source.item_code = line.item_code and form = 'stock')
    group by 1, 2
    union all
    select need_line.item_code, left(need.area_code, 6), 'in-transit', sum(line.quantity)::bigint, 0, null
    from delivery_line line join delivery on delivery.id = line.delivery_id
    join need on need.id = line.need_id join need_line on need_line.id = line.need_line_id
    where delivery.status = 'in-transit' and line.arrived_at is null and ${one(sql`need_line.item_code`)}
    group by 1, 2
    union all
    select line.item_code, left(organisation.area_code, 6), 'in-transit', sum(sent - received - lost - returned)::bigint, 0, null
    from transfer join transfer_line line on line.transfer_id = transfer.id join organisation on organisation.id = to_organisation_id
    where transfer.status = 'under-way' and ${one(sql`line.item_code`)}
    group by 1, 2 having sum(sent - received - lost - returned) > 0`.execute(db);
  return rows;
}
