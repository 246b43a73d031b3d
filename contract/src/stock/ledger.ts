import { z } from 'zod';
import { operation } from '../shared/base.ts';
import {
  AreaCode,
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
import {
  Place,
  postingKinds,
  Lot,
  Holding,
  Movement,
  PostingLine,
  Posted,
  CountInput,
  Stocktake,
  CountConflict,
  Trace,
  Balance,
} from './goods.ts';

export * from './goods.ts';

const tags = ['stock'];

export const stock = {
  listHoldings: operation('stock.read')
    .route({ method: 'GET', path: '/holdings', summary: 'What is where, with lots and expiry', tags })
    .input(
      z.object({
        organisation: Id.optional(),
        place: Id.optional(),
        area: AreaCode.optional(),
        item: Code.optional(),
        query: SearchText.optional().describe('Part of the organisation’s or the item’s name'),
        expiringWithinDays: z.coerce.number().int().min(0).max(3650).optional(),
        empty: z.stringbool().default(false).describe('Also what is used up'),
        after: Cursor.optional(),
        limit: PageSize.default(100),
      }),
    )
    .output(pageOf(Holding)),
  listPlaces: operation('stock.read')
    .route({ method: 'GET', path: '/places', summary: 'Places of an organisation', tags })
    .input(z.object({ organisation: Id }))
    .output(z.array(Place)),
  listMovements: operation('stock.read')
    .route({ method: 'GET', path: '/movements', summary: 'Movements, newest first', tags })
    .input(
      z.object({
        organisation: Id.optional(),
        place: Id.optional(),
        item: Code.optional(),
        posting: Id.optional(),
        after: Cursor.optional(),
        limit: PageSize.default(50),
      }),
    )
    .output(pageOf(Movement)),
  findLots: operation('stock.read')
    .route({ method: 'GET', path: '/lots', summary: 'Lots by item or number', tags })
    .input(
      z.object({
        item: Code.optional(),
        number: z.string().trim().min(1).max(80).optional(),
        limit: PageSize.default(20),
      }),
    )
    .output(z.array(Lot)),
  postMovement: operation('stock.write')
    .route({
      method: 'POST',
      path: '/movements',
      summary: 'Goods come in, go out, are used up, move between own places, or are taken back from transit',
      tags,
    })
    .input(
      z.object({
        commandId: CommandId,
        kind: z.enum(postingKinds),
        placeId: Id.describe(
          'Where goods come in (produce, buy, donate, take-back) or leave. A site’s own place has its id',
        ),
        toPlaceId: Id.nullish().describe('For a transfer: another place of the same organisation'),
        lines: z.array(PostingLine).min(1).max(100),
        happenedAt: Instant.nullish().describe('At most 31 days ago; now when left out'),
        note: Note.nullish(),
      }),
    )
    .output(Posted),
  correctMovement: operation('stock.write')
    .route({ method: 'POST', path: '/movements/{id}/correction', summary: 'Reverse all or part of a movement', tags })
    .input(
      z.object({
        commandId: CommandId,
        id: z.coerce.number().int().min(1),
        quantity: PositiveQuantity.nullish().describe('Base units; all that is left of it when left out'),
        reason: Reason,
      }),
    )
    .output(Movement),
  countStock: operation('stock.write')
    .route({ method: 'POST', path: '/stocktakes', summary: 'Count several items at one place; the book follows', tags })
    .input(
      z.object({
        commandId: CommandId,
        placeId: Id.describe('A site’s own place has the organisation’s id'),
        lines: z.array(CountInput).min(1).max(200),
        deviceId: z.string().trim().min(1).max(80).nullish().describe('Which phone counted; the person when left out'),
        note: Note.nullish(),
      }),
    )
    .output(Stocktake),
  listCountConflicts: operation('stock.read')
    .route({ method: 'GET', path: '/count-conflicts', summary: 'Counts that differ and wait for an answer', tags })
    .input(
      z.object({
        organisation: Id.optional(),
        answered: z.stringbool().default(false),
        limit: PageSize.default(50),
      }),
    )
    .output(z.array(CountConflict)),
  answerCountConflict: operation('stock.write')
    .route({
      method: 'POST',
      path: '/count-conflicts/{id}/answer',
      summary: 'Keep one of the counts, or give the right number',
      tags,
    })
    .input(
      z.object({
        commandId: CommandId,
        id: Id,
        keep: Id.nullish().describe('The line to keep'),
        quantity: Quantity.nullish().describe('What is there now, base units'),
        note: Note.nullish(),
      }),
    )
    .output(CountConflict),
  trace: operation('stock.read')
    .route({
      method: 'GET',
      path: '/trace',
      summary:
        'Where a lot, the goods of a need, delivery or transfer, or an item at a place has been: every hand in order',
      tags,
    })
    .input(
      z.object({
        lot: Id.optional(),
        need: Id.optional(),
        delivery: Id.optional(),
        transfer: Id.optional(),
        place: Id.optional().describe('With `item`'),
        item: Code.optional(),
      }),
    )
    .output(Trace),
  getBalance: operation('stock.balance')
    .route({ method: 'GET', path: '/balance', summary: 'Mass balance of an item by organisation and tier', tags })
    .input(z.object({ item: Code, from: Instant, until: Instant, area: AreaCode.optional() }))
    .output(Balance),
};
