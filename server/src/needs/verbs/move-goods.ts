import { iso } from '../../platform/clock.ts';
import type { Act } from '../../platform/http/context.ts';
import {
  edges,
  ensureSites,
  findReservations,
  moveInLots,
  type NewMovement,
  type ReservationRow,
  transitPlaces,
} from '../../stock/index.ts';
import { numberOf } from '../collect/prepare.ts';
import type { EntryKind, LineEntry, LineRow, NeedRow } from '../queries/need-rows.ts';

/** What a step of a need moves. */
type Goods = { need: NeedRow; lines: readonly LineRow[] };
type Step = { entries: readonly LineEntry[]; details: Record<string, unknown> };
/** Where an entry's goods leave and go to. */
type Way = { kind: NewMovement['kind']; from: string; to: string };

/** Moves the goods that the step's entries tell of: out of the supplier's gate, to the site, back, or straight from outside. */
export async function moveGoods(act: Act, { need, lines }: Goods, { entries, details }: Step): Promise<void> {
  const moving = entries.filter(({ kind, quantity }) => quantity > 0 && movingKinds.has(kind));
  if (moving.length === 0) return;
  await ensureSites(act.tx, [need.organisation_id]);
  const reservations = await reservationsOf(act, moving);
  const transit = await transitPlaces(
    act.tx,
    [...reservations.values()].map((each) => each.supplierId),
  );
  const movements = moving.map((entry): NewMovement => {
    const reservation = entry.reservationId ? reservations.get(entry.reservationId) : undefined;
    return {
      ...wayOf(entry.kind, need.organisation_id, reservation, transit),
      itemCode: lines.find((line) => line.id === entry.lineId)!.item_code,
      quantity: entry.quantity,
      reservationId: entry.reservationId ?? null,
      needId: need.id,
      needLineId: entry.lineId,
      reference: numberOf(need.day, need.day_number),
      deliveryId: (details['deliveryId'] as string | undefined) ?? null,
      bound: {
        organisationId: need.organisation_id,
        expectedAt: (details['expectedAt'] as string | null | undefined) ?? null,
      },
    };
  });
  await moveInLots(act.tx, { postingId: need.id, actor: act.actor, happenedAt: iso(act.now) }, movements);
}

const movingKinds = new Set<EntryKind>(['ship', 'deliver', 'direct', 'reject']);

async function reservationsOf(act: Act, entries: readonly LineEntry[]): Promise<Map<string, ReservationRow>> {
  const ids = entries.flatMap(({ reservationId }) => (reservationId ? [reservationId] : []));
  const found = await findReservations(act.tx, [...new Set(ids)]);
  return new Map(found.map((each) => [each.id, each]));
}

function wayOf(
  kind: EntryKind,
  site: string,
  reservation: ReservationRow | undefined,
  transit: ReadonlyMap<string, string>,
): Way {
  if (!reservation) return { kind: 'direct', from: edges.produced, to: site };
  const between = transit.get(reservation.supplierId)!;
  if (kind === 'ship') return { kind: 'ship', from: reservation.placeId, to: between };
  if (kind === 'deliver') return { kind: 'arrive', from: between, to: site };
  return { kind: 'reject', from: site, to: between };
}
