import type { DeliverySummary } from '@baogong/contract';
import type { Db, DbOrTx } from '../../platform/db/database.ts';
import { findTrips } from '../../stock/index.ts';
import { numberOf } from '../collect/prepare.ts';
import { type DeliveryRow } from '../queries/deliveries.ts';
import { deliveryLineDetails } from '../queries/extras.ts';
import { referenceOf } from '../reference.ts';

/** Deliveries with their lines. `landed`: quantity arrived by reservation. */
export async function viewDeliveries(
  db: Db,
  rows: readonly DeliveryRow[],
  read: DbOrTx = db,
): Promise<(DeliverySummary & { landed: Map<string, number> })[]> {
  const reference = referenceOf(db);
  const items = await reference.catalogue.items();
  const ids = rows.map((row) => row.id);
  const lines = Map.groupBy(await deliveryLineDetails(read, ids), (line) => line.delivery_id);
  const trips = await findTrips(read, ids);
  return Promise.all(
    rows.map(async (row) => {
      const own = lines.get(row.id) ?? [];
      const arrived = own.filter((line) => line.arrived_at !== null);
      return {
        id: row.id,
        supplierId: row.supplier_id,
        supplierName: (await reference.organisations.find(row.supplier_id))?.name ?? '',
        status: row.status as DeliverySummary['status'],
        departedAt: row.departed_at,
        expectedAt: trips.get(row.id)?.expectedAt ?? null,
        wasExpectedAt: trips.get(row.id)?.wasExpectedAt ?? null,
        arrivedAt: row.arrived_at,
        note: row.note,
        lines: own.map((line) => ({
          id: line.id,
          needId: line.need_id,
          needNumber: numberOf(line.day, line.day_number),
          organisationName: line.organisation_name,
          lineId: line.need_line_id,
          item: line.item_code,
          itemName: items.get(line.item_code)?.name ?? { zh: line.item_code, en: line.item_code },
          baseUnitName: items.get(line.item_code)?.baseUnitName ?? { zh: '', en: '' },
          quantity: line.quantity,
          accepted: line.accepted,
          rejected: line.rejected,
        })),
        landed: sumBy(arrived),
      };
    }),
  );
}

function sumBy(lines: readonly { reservation_id: string; quantity: number }[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const line of lines) sums.set(line.reservation_id, (sums.get(line.reservation_id) ?? 0) + line.quantity);
  return sums;
}
