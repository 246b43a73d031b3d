import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { violatedConstraint } from '../../platform/db/violation.ts';
import { conflict } from '../../platform/refusal.ts';
import { goodsArrived } from '../forecast/arrivals.ts';

export type MovementKind =
  | 'open'
  | 'count'
  | 'produce'
  | 'buy'
  | 'donate'
  | 'ship'
  | 'arrive'
  | 'reject'
  | 'direct'
  | 'transfer'
  | 'consume'
  | 'lose'
  | 'destroy'
  | 'correct';

/** So many base units of an item from one place to another. */
export type NewMovement = {
  kind: MovementKind;
  itemCode: string;
  lotId?: string | null;
  from: string;
  to: string;
  /** Base units of the item, > 0. */
  quantity: number;
  reservationId?: string | null;
  needId?: string | null;
  needLineId?: string | null;
  deliveryId?: string | null;
  /** Of what leaves a gate under a reservation: whose site it is sent to, and when it is to be there; null: nobody said. */
  bound?: { organisationId: string; expectedAt: string | null };
  transferId?: string | null;
  /** Number of the need or transfer, as people say it. */
  reference?: string | null;
  correctsId?: number | null;
  note?: string | null;
};

/** What all movements of one posting share. `postingId`: the subject of the fact that tells of them. */
export type Posting = { postingId: string; actor: Actor; happenedAt: string };

/**
 * Appends movements in one statement; the database moves the balances and refuses what would take a place below nothing.
 * What is reserved must be closed before it leaves (`takeForShipment`). What comes to a watched stock moves its forecast.
 */
export async function postMovements(tx: Tx, posting: Posting, movements: readonly NewMovement[]): Promise<void> {
  const rows = movements.filter(({ quantity }) => quantity > 0).map((movement) => rowOf(posting, movement));
  if (rows.length === 0) return;
  try {
    await sql`
      insert into movement (posting_id, kind, item_code, lot_id, from_place_id, to_place_id, quantity, reservation_id, need_id,
                            need_line_id, delivery_id, transfer_id, reference, corrects_id, note, actor, actor_name, happened_at)
      select posting_id, kind, item_code, lot_id, from_place_id, to_place_id, quantity, reservation_id, need_id,
             need_line_id, delivery_id, transfer_id, reference, corrects_id, note, actor, actor_name, happened_at
      from jsonb_populate_recordset(null::movement, ${JSON.stringify(rows)}::jsonb)`.execute(tx);
  } catch (error) {
    throw refusalFor(error) ?? error;
  }
  await goodsArrived(tx, posting, movements);
}

/** The movement as a row, in the database's names. */
function rowOf({ postingId, actor, happenedAt }: Posting, movement: NewMovement) {
  return {
    posting_id: postingId,
    kind: movement.kind,
    item_code: movement.itemCode,
    lot_id: movement.lotId ?? null,
    from_place_id: movement.from,
    to_place_id: movement.to,
    quantity: movement.quantity,
    reservation_id: movement.reservationId ?? null,
    need_id: movement.needId ?? null,
    need_line_id: movement.needLineId ?? null,
    delivery_id: movement.deliveryId ?? null,
    transfer_id: movement.transferId ?? null,
    reference: movement.reference ?? null,
    corrects_id: movement.correctsId ?? null,
    note: movement.note ?? null,
    actor: actor.id,
    actor_name: actor.name,
    happened_at: happenedAt,
  };
}

/** The balances' checks in words; verbs that know more say more before it comes to this. */
export function refusalFor(error: unknown) {
  switch (violatedConstraint(error)) {
    case 'holding_never_negative':
    case 'lot_holding_never_negative':
    case 'holding_lots_within':
      return conflict('not-that-much-there', { field: 'quantity' });
    case 'movement_corrected_once':
      return conflict('not-that-much-there', { field: 'quantity' });
    case 'holding_never_overbooked':
      return conflict('held-for-needs', { field: 'quantity' });
    default:
      return undefined;
  }
}
