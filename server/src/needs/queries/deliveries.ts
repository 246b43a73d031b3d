import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';
import type { DB } from '../../platform/db/generated.ts';

export type DeliveryRow = Selectable<DB['delivery']>;
export type DeliveryLineRow = Selectable<DB['delivery_line']>;

export type NewDelivery = {
  id: string;
  supplierId: string;
  departedAt: string;
  arrivedAt: string | null;
  note: string | null;
  lines: { id: string; needId: string; lineId: string; reservationId: string; quantity: number }[];
};

export async function insertDelivery(tx: Tx, delivery: NewDelivery): Promise<void> {
  await tx
    .insertInto('delivery')
    .values({
      id: delivery.id,
      supplier_id: delivery.supplierId,
      status: delivery.arrivedAt ? 'arrived' : 'in-transit',
      departed_at: delivery.departedAt,
      arrived_at: delivery.arrivedAt,
      note: delivery.note,
    })
    .execute();
  const rows = delivery.lines.map((line) => ({
    id: line.id,
    delivery_id: delivery.id,
    need_id: line.needId,
    need_line_id: line.lineId,
    reservation_id: line.reservationId,
    quantity: line.quantity,
    arrived_at: delivery.arrivedAt,
  }));
  await tx.insertInto('delivery_line').values(rows).execute();
}

export async function lockDelivery(tx: Tx, id: string): Promise<DeliveryRow | undefined> {
  return tx.selectFrom('delivery').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function deliveryLines(db: DbOrTx, deliveryIds: readonly string[]): Promise<DeliveryLineRow[]> {
  if (deliveryIds.length === 0) return [];
  return db
    .selectFrom('delivery_line')
    .selectAll()
    .where('delivery_id', 'in', [...deliveryIds])
    .orderBy('id')
    .execute();
}

/** Lines of the need's deliveries, with the delivery they travel in. */
export async function deliveryLinesOfNeed(db: DbOrTx, needId: string): Promise<DeliveryLineRow[]> {
  return db.selectFrom('delivery_line').selectAll().where('need_id', '=', needId).orderBy('id').execute();
}

export async function deliveriesOfNeeds(db: DbOrTx, needIds: readonly string[]): Promise<DeliveryRow[]> {
  if (needIds.length === 0) return [];
  return db
    .selectFrom('delivery')
    .selectAll()
    .where('id', 'in', (query) =>
      query
        .selectFrom('delivery_line')
        .select('delivery_id')
        .where('need_id', 'in', [...needIds]),
    )
    .orderBy('departed_at')
    .execute();
}

export async function markArrived(tx: Tx, lineIds: readonly string[], at: string): Promise<void> {
  if (lineIds.length === 0) return;
  await tx
    .updateTable('delivery_line')
    .set({ arrived_at: at })
    .where('id', 'in', [...lineIds])
    .execute();
}

export async function decideDeliveryLine(
  tx: Tx,
  id: string,
  accepted: number,
  rejected: number,
  reason: string | null,
): Promise<void> {
  await sql`update delivery_line set accepted = accepted + ${accepted}, rejected = rejected + ${rejected},
    reject_reason = coalesce(${reason}, reject_reason) where id = ${id}`.execute(tx);
}

/** Brings the deliveries' status up to what their lines say: all arrived, all decided. */
export async function refreshDeliveries(tx: Tx, ids: readonly string[], at: string): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update delivery set
      status = case when state.decided then 'received' when state.arrived then 'arrived' else 'in-transit' end,
      arrived_at = case when state.arrived then coalesce(delivery.arrived_at, ${at}::timestamptz) end,
      version = delivery.version + 1
    from (
      select delivery_id, bool_and(arrived_at is not null) as arrived, bool_and(accepted + rejected = quantity) as decided
      from delivery_line where delivery_id = any(${[...ids]}::uuid[]) group by delivery_id
    ) state
    where delivery.id = state.delivery_id`.execute(tx);
}

export async function findDeliveryRow(db: DbOrTx, id: string): Promise<DeliveryRow | undefined> {
  return db.selectFrom('delivery').selectAll().where('id', '=', id).executeTakeFirst();
}
