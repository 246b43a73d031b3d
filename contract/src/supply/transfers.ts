import { z } from 'zod';
import { operation } from '../shared/base.ts';
import {
  AreaCode,
  Bilingual,
  Code,
  CommandId,
  Cursor,
  Id,
  Instant,
  Note,
  PageSize,
  pageOf,
  PositiveQuantity,
  Quantity,
  Reason,
  SearchText,
} from '../shared/schema.ts';
import { Lot, Place, PostingLine } from '../stock/goods.ts';
import { Trip } from '../stock/trips.ts';
import { type TransferAction, transferActionCodes, transferStatuses } from './transfer-life.ts';

export * from './transfer-life.ts';

const tags = ['transfers'];

/** Base units. held + sent + what was let go = quantity; underWay = sent − received − lost − returned. */
export const TransferLine = z.object({
  id: Id,
  item: Code,
  itemName: Bilingual,
  baseUnitName: Bilingual,
  lot: Lot.pick({ id: true, number: true, expiresOn: true }).nullable().describe('null: what expires first goes first'),
  quantity: PositiveQuantity.describe('What was held at first'),
  held: Quantity.describe('Still held at the sender’s place'),
  sent: Quantity,
  underWay: Quantity,
  received: Quantity,
  lost: Quantity,
  returned: Quantity.describe('Turned back by the receiver; the sender takes it back from transit'),
});
export type TransferLine = z.infer<typeof TransferLine>;

const Party = z.object({ id: Id, name: z.string(), kind: Code, areaCode: AreaCode });

/** Goods that one organisation holds for another, sends, and the other confirms. */
export const Transfer = z.object({
  id: Id,
  number: z.string().describe('Short number that people say: T12'),
  status: z.enum(transferStatuses),
  from: Place,
  to: Party,
  lines: z.array(TransferLine),
  expiresAt: Instant.describe('What has not left by then is free again'),
  loads: z.array(Trip.extend({ shippedAt: Instant })).describe('What is under way, load by load, at most 20'),
  note: z.string().nullable(),
  vehicle: z.string().nullable().describe('Of the last shipment: plate, driver, telephone'),
  madeBy: z.string(),
  madeAt: Instant,
  version: z.int(),
  actions: z.array(
    z.object({
      action: z.enum(transferActionCodes as [TransferAction, ...TransferAction[]]),
      blocked: z.string().nullable().describe('Why it can’t be done now; null: it can'),
    }),
  ),
});
export type Transfer = z.infer<typeof Transfer>;

export const OfferLine = PostingLine.omit({ lot: true }).extend({
  lotId: Id.nullish().describe('This lot and no other; left out: what expires first goes first'),
});
export type OfferLine = z.infer<typeof OfferLine>;

const ReceiptLine = z.object({
  lineId: Id,
  received: Quantity.default(0),
  lost: Quantity.default(0).describe('Sent, and not there'),
  returned: Quantity.default(0).describe('There, and turned back: broken, wrong, not wanted'),
});

/** Figures of a line that can be taken back by a correction. */
export const correctableFigures = ['sent', 'received', 'lost', 'returned'] as const;
export type CorrectableFigure = (typeof correctableFigures)[number];

export const transfers = {
  listTransfers: operation('transfers.read')
    .route({ method: 'GET', path: '/transfers', summary: 'Transfers between organisations, newest first', tags })
    .input(
      z.object({
        id: Id.optional(),
        organisation: Id.optional().describe('One of its two sides'),
        direction: z.enum(['in', 'out']).optional().describe('As seen by that organisation, else by the reader'),
        state: z.enum(['open', 'under-way', 'ended']).optional(),
        item: Code.optional(),
        query: SearchText.optional().describe('Part of a name of either side, or the number'),
        after: Cursor.optional(),
        limit: PageSize.default(50),
      }),
    )
    .output(pageOf(Transfer)),
  getTransfer: operation('transfers.read')
    .route({ method: 'GET', path: '/transfers/{id}', summary: 'One transfer', tags })
    .input(z.object({ id: Id }))
    .output(Transfer),
  offerTransfer: operation('transfers.offer')
    .route({ method: 'POST', path: '/transfers', summary: 'Hold goods for another organisation until a time', tags })
    .input(
      z.object({
        commandId: CommandId,
        placeId: Id.describe('Where the goods are: a site or store of the sender'),
        toOrganisationId: Id,
        lines: z.array(OfferLine).min(1).max(50),
        expiresAt: Instant.describe('In the future, at most 14 days ahead'),
        note: Note.nullish(),
      }),
    )
    .output(Transfer),
  sendTransfer: operation('transfers.offer')
    .route({
      method: 'POST',
      path: '/transfers/{id}/shipments',
      summary: 'Goods leave: all that is held, or part',
      tags,
    })
    .input(
      z.object({
        commandId: CommandId,
        id: Id,
        lines: z
          .array(z.object({ lineId: Id, quantity: PositiveQuantity }))
          .min(1)
          .max(50)
          .nullish()
          .describe('Base units; everything held when left out'),
        releaseRest: z.boolean().default(false).describe('What stays behind is free at once'),
        expectedAt: Instant.nullish(),
        vehicle: Note.nullish().describe('Plate, driver, telephone; the receiver sees it'),
      }),
    )
    .output(Transfer),
  confirmTransfer: operation('transfers.receive')
    .route({
      method: 'POST',
      path: '/transfers/{id}/receipt',
      summary: 'What arrived, what is missing, what goes back',
      tags,
    })
    .input(
      z.object({
        commandId: CommandId,
        id: Id,
        placeId: Id.nullish().describe('Where it was put: the receiver’s own place when left out'),
        lines: z
          .array(ReceiptLine)
          .min(1)
          .max(50)
          .nullish()
          .describe('Base units; everything under way has arrived when left out'),
        reason: Reason.nullish().describe('Needed when something is lost or turned back'),
      }),
    )
    .output(Transfer),
  releaseTransfer: operation('transfers.offer')
    .route({
      method: 'POST',
      path: '/transfers/{id}/release',
      summary: 'Let go what is still held: by the sender, or by the receiver who does not want it',
      tags,
    })
    .input(z.object({ commandId: CommandId, id: Id, reason: Reason.nullish() }))
    .output(Transfer),
  correctTransfer: operation('transfers.offer')
    .route({
      method: 'POST',
      path: '/transfers/{id}/correction',
      summary:
        'Take back part of what was said to be sent (by the sender) or arrived (by the receiver), by new entries',
      tags,
    })
    .input(
      z.object({
        commandId: CommandId,
        id: Id,
        lineId: Id,
        figure: z.enum(correctableFigures),
        quantity: PositiveQuantity.describe('Base units'),
        reason: Reason,
      }),
    )
    .output(Transfer),
};
