import type { DeliverySummary, ShipmentOrder } from '@baogong/contract';
import type { z } from 'zod';
import { type Actor, requireRight, scopeOf } from '../platform/actor.ts';
import type { Db, DbOrTx } from '../platform/db/database.ts';
import { notFound } from '../platform/refusal.ts';
import { numberOf } from './collect/prepare.ts';
import { findDeliveryRow } from './queries/deliveries.ts';
import { openOrders } from './queries/orders.ts';
import { referenceOf } from './reference.ts';
import { viewDeliveries } from './view/deliveries.ts';

/** What suppliers have promised and not sent, most urgent first: one's own, or for a desk those of its area. */
export async function listOrders(
  db: Db,
  actor: Actor,
  input: { supplier?: string | undefined; limit: number },
): Promise<z.infer<typeof ShipmentOrder>[]> {
  const scope = scopeOf(actor, 'deliveries.ship');
  if (input.supplier && scope.areas.length === 0)
    requireRight(actor, 'deliveries.ship', { supplierIds: [input.supplier] });
  const suppliers = input.supplier ? [input.supplier] : scope.supplies;
  const reference = referenceOf(db);
  const items = await reference.catalogue.items();
  const rows = await openOrders(db, {
    suppliers,
    areas: input.supplier ? scope.areas : [...scope.areas],
    limit: input.limit,
  });
  return Promise.all(
    rows.map(async (row) => {
      const organisation = await reference.organisations.find(row.organisation_id);
      const item = items.get(row.item_code);
      return {
        reservationId: row.id,
        needId: row.need_id,
        needNumber: numberOf(row.day, row.day_number),
        needVersion: row.version,
        priority: row.priority,
        organisationName: organisation?.name ?? '',
        areaName: organisation?.areaName ?? row.area_code,
        address: row.address,
        item: row.item_code,
        itemName: item?.name ?? { zh: row.item_code, en: row.item_code },
        baseUnitName: item?.baseUnitName ?? { zh: '', en: '' },
        open: row.quantity - row.shipped - row.released,
        neededBy: row.needed_by,
        expiresAt: row.expires_at,
      };
    }),
  );
}

/** The delivery as it stands, for the answer to a verb. */
export async function viewDelivery(db: Db, id: string, read: DbOrTx): Promise<DeliverySummary> {
  const row = await findDeliveryRow(read, id);
  if (!row) throw notFound('配送单', 'Delivery');
  const [{ landed: _landed, ...delivery }] = (await viewDeliveries(db, [row], read)) as [
    Awaited<ReturnType<typeof viewDeliveries>>[number],
  ];
  return delivery;
}
