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
  Quantity,
} from '../shared/schema.ts';

const tags = ['supply'];

/** Where goods come from. Reserve leaves only as far as a supervisor has released it. */
export const SourceOrigin = z.enum(['local', 'province', 'donation', 'reserve']);
export type SourceOrigin = z.infer<typeof SourceOrigin>;

/** What a supplier has or offers of one item at one place. `available` = quantity − reserved. */
export const Source = z.object({
  id: Id,
  organisationId: Id,
  organisationName: z.string(),
  areaCode: AreaCode,
  item: Code,
  itemName: Bilingual,
  baseUnitName: Bilingual,
  form: z.enum(['stock', 'offer']),
  origin: SourceOrigin,
  quantity: Quantity.describe('On hand or offered, base units'),
  reserved: Quantity,
  available: Quantity,
  released: Quantity.nullable().describe('Of a reserve: what of `available` may be sent; null: no reserve'),
  leadMinutes: z.int().describe('From order to departure'),
  availableFrom: Instant.nullable(),
  availableUntil: Instant.nullable(),
  note: z.string().nullable(),
  version: z.int(),
});
export type Source = z.infer<typeof Source>;

const Goods = z.object({ item: Code, quantity: Quantity, unit: Code.nullish() });
/** What all goods of one offer have in common. */
const Terms = z.object({
  organisationId: Id,
  form: z.enum(['stock', 'offer']),
  origin: SourceOrigin.default('local'),
  leadMinutes: z.int().min(0).max(43_200).default(60),
  availableFrom: Instant.nullish(),
  availableUntil: Instant.nullish(),
  note: Note.nullish(),
});

export const supply = {
  listSources: operation('supply.read')
    .route({ method: 'GET', path: '/sources', summary: 'Stock and offers', tags })
    .input(
      z.object({
        item: Code.optional(),
        organisation: Id.optional(),
        origin: SourceOrigin.optional(),
        after: Cursor.optional(),
        limit: PageSize.default(100),
      }),
    )
    .output(pageOf(Source)),
  createSource: operation('supply.write')
    .route({ method: 'POST', path: '/sources', summary: 'Report stock on hand or offer supply', tags })
    .input(Terms.extend({ ...Goods.shape, commandId: CommandId }))
    .output(Source),
  offerGoods: operation('supply.write')
    .route({
      method: 'POST',
      path: '/offers',
      summary: 'Several items that one organisation has, gives or offers, taken together or not at all',
      tags,
    })
    .input(
      Terms.extend({
        commandId: CommandId,
        items: z.array(Goods).min(1).max(50).describe('Each item once'),
      }),
    )
    .output(z.object({ sources: z.array(Source) })),
  reviseSource: operation('supply.write')
    .route({ method: 'PUT', path: '/sources/{id}', summary: 'Correct quantity, origin, lead time, availability', tags })
    .input(
      z.object({
        commandId: CommandId,
        id: Id,
        version: z.int(),
        origin: SourceOrigin.optional().describe('Out of reserve only by who may release it'),
        quantity: Quantity.optional(),
        leadMinutes: z.int().min(0).max(43_200).optional(),
        availableFrom: Instant.nullish(),
        availableUntil: Instant.nullish(),
        note: Note.nullish(),
      }),
    )
    .output(Source),
};
