import { newId } from '@baogong/contract';
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { tellOfForecasts } from '../forecast/arrivals.ts';
import type { NewMovement, Posting } from '../ledger/movements.ts';

/** Figures of a shipment that movements under its reservation move. */
const figures = { ship: 'sent', arrive: 'arrived', lose: 'lost' } as const;
type Figure = (typeof figures)[keyof typeof figures];
type Part = { reservationId: string; deliveryId: string | null; quantity: number };
export type Site = { organisationId: string; item: string };

/**
 * Keeps the shipments in step with movements under reservations, in their transaction: what leaves a gate sets out for a site, what
 * arrives there or gets lost is no longer on its way, the oldest first. What is turned back had arrived before.
 */
export async function followShipments(tx: Tx, posting: Posting, movements: readonly NewMovement[]): Promise<void> {
  const own = movements.filter(({ reservationId, quantity }) => reservationId && quantity > 0);
  const started = await setOut(
    tx,
    posting,
    own.filter(({ kind }) => kind === 'ship'),
  );
  await end(tx, 'arrived', own);
  const lost = await end(tx, 'lost', own);
  await tellSites(tx, posting, [...started, ...lost]);
}

/** So much of what was posted under the reservation was no such thing: the newest shipment first. */
export async function takeBackShipment(
  tx: Tx,
  posting: Posting,
  { reservationId, kind, quantity }: { reservationId: string; kind: string; quantity: number },
): Promise<void> {
  const figure = (figures as Record<string, Figure>)[kind];
  if (!figure) return;
  const part = { reservationId, deliveryId: null, quantity };
  const room = figure === 'sent' ? sql`sent - arrived - lost` : sql.ref(figure);
  await tellSites(tx, posting, await move(tx, figure, -1, room, [part]));
}

async function setOut(tx: Tx, { happenedAt }: Posting, shipped: readonly NewMovement[]): Promise<Site[]> {
  if (shipped.length === 0) return [];
  const sending = newId();
  const rows = partsOf(shipped).map(({ movement: { bound, itemCode, from, reference }, ...part }) => {
    if (!bound) throw new Error('goods under a reservation leave for no site');
    const tripId = part.deliveryId ?? sending;
    return { ...part, tripId, id: newId(), ...bound, item: itemCode, from, reference: reference ?? null };
  });
  await sql`
    insert into shipment (id, reservation_id, trip_id, organisation_id, item_code, from_organisation_id, reference, shipped_at,
                          expected_at, sent)
    select fresh.id, "reservationId", "tripId", "organisationId", item, place.organisation_id, reference, ${happenedAt}::timestamptz,
           "expectedAt", quantity
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as fresh (
      id uuid, "reservationId" uuid, "tripId" uuid, "organisationId" uuid, item text, "from" uuid, reference text,
      "expectedAt" timestamptz, quantity bigint)
    join place on place.id = fresh."from"`.execute(tx);
  return rows;
}

async function end(tx: Tx, figure: 'arrived' | 'lost', movements: readonly NewMovement[]): Promise<Site[]> {
  const ended = movements.filter(({ kind }) => (figures as Record<string, Figure>)[kind] === figure);
  return move(tx, figure, 1, sql`sent - arrived - lost`, partsOf(ended));
}

/** Parts of one reservation and trip as one. */
function partsOf(movements: readonly NewMovement[]): (Part & { movement: NewMovement })[] {
  const groups = Map.groupBy(movements, (each) => `${each.reservationId} ${each.deliveryId ?? ''}`);
  return [...groups.values()].map((group) => ({
    movement: group[0]!,
    reservationId: group[0]!.reservationId!,
    deliveryId: group[0]!.deliveryId ?? null,
    quantity: group.reduce((sum, { quantity }) => sum + quantity, 0),
  }));
}

/** Moves a figure over the shipments of each reservation, as far as each has room for it; the sites whose shipments moved. */
async function move(
  tx: Tx,
  figure: Figure,
  sign: 1 | -1,
  room: ReturnType<typeof sql>,
  parts: readonly Part[],
): Promise<Site[]> {
  if (parts.length === 0) return [];
  const order = sign === 1 ? sql`shipped_at, shipment.id` : sql`shipped_at desc, shipment.id desc`;
  const { rows } = await sql<Site & { taken: number }>`
    with listed as (
      select shipment.id, wanted.quantity, ${room} as room,
             sum(${room}) over (partition by reservation_id, wanted."deliveryId" order by ${order}) - (${room}) as before
      from jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) as wanted ("reservationId" uuid, "deliveryId" uuid, quantity bigint)
      join shipment on reservation_id = "reservationId" and ("deliveryId" is null or trip_id = "deliveryId")),
    taken as (select id, least(room, quantity - before)::bigint as taken from listed where before < quantity and room > 0)
    update shipment set ${sql.ref(figure)} = ${sql.ref(figure)} + ${sign} * taken from taken where taken.id = shipment.id
    returning organisation_id as "organisationId", item_code as item, taken`.execute(tx);
  const wanted = parts.reduce((sum, { quantity }) => sum + quantity, 0);
  const moved = rows.reduce((sum, { taken }) => sum + taken, 0);
  if (moved !== wanted) throw new Error(`${wanted} ${figure} of shipments that have ${moved}`);
  return rows;
}

/** What is under way to a watched stock is shown with its hours: whoever looks at it is told. */
export async function tellSites(
  tx: Tx,
  { actor, happenedAt }: { actor: Actor; happenedAt: string },
  sites: readonly Site[],
): Promise<void> {
  if (sites.length === 0) return;
  const { rows } = await sql<Site & { id: string; areaCode: string }>`
    select stock.id, stock.organisation_id as "organisationId", area_code as "areaCode", stock.item_code as item
    from monitored_stock stock join organisation on organisation.id = organisation_id
    where exists (select from jsonb_to_recordset(${JSON.stringify(sites)}::jsonb) as site ("organisationId" uuid, item text)
                  where "organisationId" = organisation_id and site.item = stock.item_code)
    order by stock.id`.execute(tx);
  if (rows.length > 0) await tellOfForecasts(tx, actor, rows, Temporal.Instant.from(happenedAt));
}
