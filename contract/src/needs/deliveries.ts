import { z } from 'zod';
import { operation } from '../shared/base.ts';
import {
  CommandId,
  Cursor,
  Id,
  Instant,
  Note,
  PageSize,
  pageOf,
  PositiveQuantity,
  Quantity,
} from '../shared/schema.ts';
import { Bilingual, Code } from '../shared/schema.ts';
import { DeliverySummary } from './needs.ts';

const tags = ['deliveries'];

/** What a supplier has promised and not yet sent. */
export const ShipmentOrder = z.object({
  reservationId: Id,
  needId: Id,
  needNumber: z.string(),
  needVersion: z.int(),
  priority: z.string(),
  organisationName: z.string(),
  areaName: z.string(),
  address: z.string().nullable(),
  item: Code,
  itemName: Bilingual,
  baseUnitName: Bilingual,
  open: PositiveQuantity.describe('Reserved and not yet shipped'),
  neededBy: Instant.nullable(),
  expiresAt: Instant.nullable(),
});
export type ShipmentOrder = z.infer<typeof ShipmentOrder>;

export const deliveries = {
  listOrders: operation('deliveries.ship')
    .route({ method: 'GET', path: '/orders', summary: 'What a supplier has to send, most urgent first', tags })
    .input(z.object({ supplier: Id.optional(), limit: PageSize.default(100) }))
    .output(z.array(ShipmentOrder)),
  listDeliveries: operation('needs.read')
    .route({ method: 'GET', path: '/deliveries', summary: 'Deliveries of a supplier or to an institution', tags })
    .input(
      z.object({
        supplier: Id.optional(),
        organisation: Id.optional(),
        status: z.enum(['in-transit', 'arrived', 'received']).optional(),
        after: Cursor.optional(),
        limit: PageSize.default(50),
      }),
    )
    .output(pageOf(DeliverySummary)),
  shipDelivery: operation('deliveries.ship')
    .route({
      method: 'POST',
      path: '/deliveries',
      summary: 'Send goods: all or part of one or more reservations',
      tags,
    })
    .input(
      z.object({
        commandId: CommandId,
        supplierId: Id,
        lines: z
          .array(z.object({ reservationId: Id, quantity: PositiveQuantity }))
          .min(1)
          .max(200),
        expectedAt: Instant.nullish(),
        note: Note.nullish(),
      }),
    )
    .output(DeliverySummary),
  arriveDelivery: operation('deliveries.arrive')
    .route({ method: 'POST', path: '/deliveries/{id}/arrival', summary: 'The goods have arrived', tags })
    .input(z.object({ commandId: CommandId, id: Id }))
    .output(DeliverySummary),
  receiveDelivery: operation('needs.receive')
    .route({
      method: 'POST',
      path: '/deliveries/{id}/receipt',
      summary: 'Receiver accepts or rejects, line by line',
      tags,
    })
    .input(
      z.object({
        commandId: CommandId,
        id: Id,
        lines: z
          .array(z.object({ deliveryLineId: Id, accepted: Quantity, rejected: Quantity, reason: Note.nullish() }))
          .min(1)
          .max(200),
      }),
    )
    .output(DeliverySummary),
};
