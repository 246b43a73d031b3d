import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';

/** One item at one place. */
export type HoldingKey = { placeId: string; itemCode: string };

export type LockedHolding = HoldingKey & {
  onHand: number;
  reserved: number;
  available: number;
  /** Of it in known lots. */
  inLots: number;
};
/** Whose place it is, and how one counts the item: for refusals. */
export type HoldingWords = { owner: string; unit: { zh: string; en: string } };

export function keyOf({ placeId, itemCode }: HoldingKey): string {
  return `${placeId} ${itemCode}`;
}

/** Opens empty holdings for keys that have none, so that terms and reservations can stand on them. */
export async function openHoldings(tx: Tx, keys: readonly HoldingKey[]): Promise<void> {
  await sql`
    insert into holding (place_id, item_code)
    select "placeId", "itemCode" from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as wanted ("placeId" uuid, "itemCode" text)
    order by 1, 2 on conflict do nothing`.execute(tx);
}

/** Locks in the order of the keys, as the database's own triggers do: nobody waits in a circle. Names are read when something is refused. */
export async function lockHoldings(tx: Tx, keys: readonly HoldingKey[]): Promise<Map<string, LockedHolding>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<LockedHolding>`
    select place_id as "placeId", item_code as "itemCode", on_hand as "onHand", reserved, on_hand - reserved as available,
           in_lots as "inLots"
    from holding where (place_id, item_code) in (
      select place, item from unnest(${keys.map((key) => key.placeId)}::uuid[], ${keys.map((key) => key.itemCode)}::text[]) wanted (place, item))
    order by place_id, item_code for no key update`.execute(tx);
  return new Map(rows.map((row) => [keyOf(row), row]));
}

export async function wordsFor(db: DbOrTx, { placeId, itemCode }: HoldingKey): Promise<HoldingWords> {
  const { rows } = await sql<HoldingWords>`
    select organisation.name as owner, jsonb_build_object('zh', unit.name_zh, 'en', unit.name_en) as unit
    from place join organisation on organisation.id = organisation_id, item join unit on unit.code = base_unit
    where place.id = ${placeId} and item.code = ${itemCode}`.execute(db);
  return rows[0] ?? { owner: '', unit: { zh: '', en: '' } };
}

/** A lot with what of it is at the place. */
export type LotAtPlace = HoldingKey & { lotId: string; number: string; expiresOn: string | null; onHand: number };

/** Lots at the places, those that expire first before the others. */
export async function lotsAt(db: DbOrTx, keys: readonly HoldingKey[]): Promise<LotAtPlace[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<LotAtPlace>`
    select place_id as "placeId", lot_holding.item_code as "itemCode", lot_id as "lotId", number, expires_on as "expiresOn",
           on_hand as "onHand"
    from lot_holding join lot on lot.id = lot_id
    where on_hand > 0 and (place_id, lot_holding.item_code) in (
      select "placeId", "itemCode" from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as wanted ("placeId" uuid, "itemCode" text))
    order by expires_on nulls last, lot_id`.execute(db);
  return rows;
}
