import type { Bilingual, Trip } from '@baogong/contract';
import { type RawBuilder, sql } from 'kysely';
import { iso } from '../../platform/clock.ts';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';

type Party = { organisationId: string; areaCode: string; name: string };
/** One load of a trip that is still under way. Base units. */
export type LoadRecord = {
  id: string;
  tripId: string;
  item: string;
  itemName: Bilingual;
  baseUnitName: Bilingual;
  quantity: number;
  reference: string | null;
  needId: string | null;
  transferId: string | null;
  expectedAt: string | null;
  sender: Party;
  receiver: Party;
};

/** When these trips should be there, as last said. */
export async function findTrips(db: DbOrTx, ids: readonly string[]): Promise<Map<string, Trip>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Trip>`
    select trip_id as id, max(expected_at) as "expectedAt", max(expected_before) as "wasExpectedAt" from shipment
    where trip_id = any(${[...ids]}::uuid[]) group by trip_id`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Locks and reads what of the trip is still under way. */
export function lockTrip(tx: Tx, id: string): Promise<LoadRecord[]> {
  return readLoads(
    tx,
    sql`trip_id = ${id} and arrived + lost < sent`,
    sql`order by shipment.id for update of shipment`,
  );
}

/** Loads whose time passed before then and whose senders were not asked since it was said; locked, those locked elsewhere skipped. */
export function lockOverdue(tx: Tx, before: string, limit: number): Promise<LoadRecord[]> {
  const due = sql`expected_at < ${before} and arrived + lost < sent and asked_at is null`;
  return readLoads(tx, due, sql`order by expected_at limit ${limit} for update of shipment skip locked`);
}

async function readLoads(tx: Tx, which: RawBuilder<unknown>, how: RawBuilder<unknown>): Promise<LoadRecord[]> {
  const party = (alias: string) => sql`jsonb_build_object('organisationId', ${sql.ref(alias)}.id,
    'areaCode', ${sql.ref(alias)}.area_code, 'name', ${sql.ref(alias)}.name)`;
  const { rows } = await sql<LoadRecord>`
    select shipment.id, trip_id as "tripId", shipment.item_code as item,
           jsonb_build_object('zh', item.name_zh, 'en', item.name_en) as "itemName",
           jsonb_build_object('zh', unit.name_zh, 'en', unit.name_en) as "baseUnitName",
           sent - arrived - lost as quantity, reference, expected_at as "expectedAt",
           need_id as "needId", transfer_id as "transferId",
           ${party('sender')} as sender, ${party('receiver')} as receiver
    from shipment join reservation on reservation.id = reservation_id join organisation sender on sender.id = from_organisation_id
    join organisation receiver on receiver.id = shipment.organisation_id
    join item on item.code = shipment.item_code join unit on unit.code = base_unit
    where ${which} ${how}`.execute(tx);
  return rows;
}

export async function sayExpected(tx: Tx, tripId: string, expectedAt: string | null): Promise<void> {
  await sql`
    update shipment set expected_before = expected_at, expected_at = ${expectedAt}, asked_at = null
    where trip_id = ${tripId}`.execute(tx);
}

export async function markAsked(tx: Tx, tripIds: readonly string[], at: string): Promise<void> {
  await sql`update shipment set asked_at = ${at} where trip_id = any(${[...tripIds]}::uuid[])`.execute(tx);
}

type Times = { shippedAt: string; expectedAt: string | null; wasExpectedAt: string | null };

/** Instants as the database writes them into JSON, in the form in which they are sent. */
export function tripInIso<Each extends Times>(trip: Each): Each {
  const told = (instant: string) => iso(Temporal.Instant.from(instant));
  const { shippedAt, expectedAt, wasExpectedAt } = trip;
  return {
    ...trip,
    shippedAt: told(shippedAt),
    expectedAt: expectedAt && told(expectedAt),
    wasExpectedAt: wasExpectedAt && told(wasExpectedAt),
  };
}
