import type { Holding, Lot, Movement, Place } from '@baogong/contract';
import { type RawBuilder, sql } from 'kysely';
import type { DbOrTx } from '../../platform/db/database.ts';
import { placeJson, type Scope, seen, seenMovement } from './visible.ts';

const MOST_LOTS = 50;

export type HoldingFilter = {
  organisation?: string | undefined;
  place?: string | undefined;
  area?: string | undefined;
  item?: string | undefined;
  query?: string | undefined;
  expiringWithinDays?: number | undefined;
  empty: boolean;
  scope: Scope;
  /** Today in the city, `YYYY-MM-DD`. */
  day: string;
  /** The last of the page before. */
  after?: { name: string; placeId: string; item: string } | undefined;
  limit: number;
};

/** A page of holdings in the order of organisation, place, item. */
export async function findHoldings(db: DbOrTx, filter: HoldingFilter): Promise<Holding[]> {
  const { after, day, limit } = filter;
  const { rows } = await sql<Holding>`
    with page as (
      select holding.*, organisation.name as organisation_name from holding
      join place on place.id = place_id join organisation on organisation.id = organisation_id
      join item on item.code = item_code
      where ${holdingConditions(filter)}
        and ${after ? sql`(organisation.name, place_id, item_code) > (${after.name}, ${after.placeId}::uuid, ${after.item})` : sql`true`}
      order by organisation.name, place_id, item_code limit ${limit})
    select ${placeJson(sql`place`, sql`organisation`)} as place, coalesce(area.name, '') as "areaName", page.item_code as item,
           jsonb_build_object('zh', item.name_zh, 'en', item.name_en) as "itemName",
           jsonb_build_object('zh', unit.name_zh, 'en', unit.name_en) as "baseUnitName",
           on_hand as "onHand", reserved, on_hand - reserved as available, in_lots as "inLots",
           case when place.kind = 'transit' then coalesce(back.rejected, 0) else 0 end as rejected,
           coalesce(known.lots, '[]') as lots, moved.at as "lastMovedAt",
           (select max(counted_at) from stocktake_line where stands and place_id = page.place_id and item_code = page.item_code)
             as "lastCountedAt",
           (select id from count_conflict where answered_at is null and place_id = page.place_id and item_code = page.item_code
            limit 1) as "openQuestion"
    from page join place on place.id = page.place_id join organisation on organisation.id = place.organisation_id
    join item on item.code = page.item_code join unit on unit.code = base_unit
    left join area on area.code = organisation.area_code
    left join lateral (
      select jsonb_agg(jsonb_build_object('id', lot.id, 'number', number, 'producer', producer, 'approvalNumber', approval_number,
               'producedOn', produced_on, 'expiresOn', expires_on, 'onHand', lot_holding.on_hand,
               'expired', coalesce(expires_on < ${day}::date, false)) order by expires_on nulls last, lot.id) as lots
      from (select * from lot_holding own where own.place_id = page.place_id and own.item_code = page.item_code
            and own.on_hand > 0 limit ${MOST_LOTS}) lot_holding
      join lot on lot.id = lot_id) known on true
    left join lateral (
      select max(happened_at) as at from (
        (select happened_at from movement where from_place_id = page.place_id and item_code = page.item_code
         order by happened_at desc limit 1)
        union all
        (select happened_at from movement where to_place_id = page.place_id and item_code = page.item_code
         order by happened_at desc limit 1)) last) moved on true
    left join lateral (
      select sum(case when to_place_id = page.place_id then quantity else -quantity end)::bigint as rejected
      from movement where place.kind = 'transit' and item_code = page.item_code
        and (from_place_id = page.place_id or to_place_id = page.place_id)
        and (kind in ('reject', 'transfer') or kind = 'correct' and (
          select kind from movement original where original.id = movement.corrects_id) in ('reject', 'transfer'))) back on true
    order by page.organisation_name, page.place_id, page.item_code`.execute(db);
  return rows;
}

function holdingConditions({
  organisation,
  place,
  area,
  item,
  query,
  expiringWithinDays,
  empty,
  scope,
  day,
}: HoldingFilter) {
  const all = [
    seen(sql`organisation`, scope),
    empty ? sql`true` : sql`on_hand > 0`,
    organisation === undefined ? sql`true` : sql`place.organisation_id = ${organisation}`,
    place === undefined ? sql`true` : sql`place_id = ${place}`,
    area === undefined ? sql`true` : sql`organisation.area_code like ${`${area}%`}`,
    item === undefined ? sql`true` : sql`item_code = ${item}`,
    query
      ? sql`concat_ws(' ', organisation.name, item.name_zh, item.name_en) ilike ${`%${escaped(query)}%`}`
      : sql`true`,
    expiringWithinDays === undefined
      ? sql`true`
      : sql`exists (
          select 1 from lot_holding own join lot on lot.id = own.lot_id
          where own.place_id = holding.place_id and own.item_code = holding.item_code and own.on_hand > 0
            and expires_on <= ${day}::date + ${expiringWithinDays}::int)`,
  ];
  return sql.join(all, sql` and `);
}

function escaped(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** Movements that fit, with both ends, newest first, or in the order in which things happened. */
export async function findMovements(
  db: DbOrTx,
  condition: RawBuilder<unknown>,
  { scope, limit, oldestFirst = false }: { scope: Scope; limit: number; oldestFirst?: boolean },
): Promise<Movement[]> {
  const order = oldestFirst ? sql`movement.happened_at, movement.id` : sql`movement.id desc`;
  const { rows } = await sql<Movement>`
    select movement.id, posting_id as "postingId", movement.kind, movement.item_code as item,
           jsonb_build_object('zh', item.name_zh, 'en', item.name_en) as "itemName",
           jsonb_build_object('zh', unit.name_zh, 'en', unit.name_en) as "baseUnitName",
           case when lot.id is not null
             then jsonb_build_object('id', lot.id, 'number', lot.number, 'expiresOn', lot.expires_on) end as lot,
           ${placeJson(sql`source`, sql`sender`)} as "from", ${placeJson(sql`target`, sql`receiver`)} as "to",
           movement.quantity, reservation_id as "reservationId", need_id as "needId", delivery_id as "deliveryId",
           transfer_id as "transferId", reference, corrects_id as "correctsId",
           coalesce((select sum(quantity) from movement later where later.corrects_id = movement.id), 0)::bigint as corrected,
           note, actor_name as by, happened_at as "happenedAt", recorded_at as "recordedAt"
    from movement join place source on source.id = from_place_id left join organisation sender on sender.id = source.organisation_id
    join place target on target.id = to_place_id left join organisation receiver on receiver.id = target.organisation_id
    join item on item.code = movement.item_code join unit on unit.code = base_unit left join lot on lot.id = movement.lot_id
    where ${condition} and ${seenMovement(scope)}
    order by ${order} limit ${limit}`.execute(db);
  return rows;
}

/** All places of an organisation, its own first. */
export async function placesOf(db: DbOrTx, organisationId: string): Promise<Place[]> {
  const { rows } = await sql<{ place: Place }>`
    select ${placeJson(sql`place`, sql`organisation`)} as place
    from place join organisation on organisation.id = organisation_id where organisation_id = ${organisationId}
    order by place.kind <> 'site', place.kind, place.id limit 200`.execute(db);
  return rows.map(({ place }) => place);
}

export async function lotsLike(
  db: DbOrTx,
  { item, number, limit }: { item?: string | undefined; number?: string | undefined; limit: number },
): Promise<Lot[]> {
  const { rows } = await sql<Lot>`
    select id, item_code as item, number, producer, approval_number as "approvalNumber", produced_on as "producedOn",
           expires_on as "expiresOn"
    from lot where ${item === undefined ? sql`true` : sql`item_code = ${item}`}
      and ${number === undefined ? sql`true` : sql`number = ${number}`}
    order by created_at desc, id limit ${limit}`.execute(db);
  return rows;
}
