import type { LineSource } from '@baogong/contract';
import type { DbOrTx } from '../../platform/db/database.ts';
import { type ReservationRow, reservationsFor } from '../../stock/index.ts';

/** Everything held for or sent to the need (what arrived is known to the deliveries). */
export async function heldFor(db: DbOrTx, needId: string): Promise<Omit<LineSource, 'delivered'>[]> {
  const rows = await reservationsFor(db, [needId]);
  return rows.map((row) => ({
    reservationId: row.id,
    lineId: row.needLineId,
    sourceId: row.placeId,
    supplierId: row.supplierId,
    supplierName: row.supplierName,
    quantity: row.quantity,
    shipped: row.shipped,
    expiresAt: row.expiresAt,
    state: stateOf(row),
  }));
}

function stateOf({ quantity, shipped, released, open, ended }: ReservationRow): LineSource['state'] {
  if (open === 0 && shipped > 0 && released === 0) return 'shipped';
  if (open === 0) return shipped > 0 ? 'partly-shipped' : (ended ?? 'released');
  return shipped > 0 && shipped < quantity ? 'partly-shipped' : 'reserved';
}
