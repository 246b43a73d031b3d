import { z } from 'zod';
import { operation } from '../shared/base.ts';
import { AreaCode, Bilingual, Code, CommandId, Id, Instant, PositiveQuantity, Quantity } from '../shared/schema.ts';
import { Day } from './assets.ts';

const tags = ['community'];
/** A bag of oxygen lasts so many minutes: 2–3 h. */
export const BAG_MINUTES = { least: 120, most: 180 } as const;

const Party = z.object({ id: Id, name: z.string() });

/** Oxygen bags filled at one centre on one day. */
export const RefillDay = z.object({
  organisation: Party,
  day: Day,
  bags: Quantity,
  insured: Quantity.describe('Of the bags'),
  fen: Quantity.describe('Price of all, in fen'),
  hoursLeast: Quantity.describe('Hours of oxygen, at 2 h a bag'),
  hoursMost: Quantity.describe('At 3 h a bag'),
});
export type RefillDay = z.infer<typeof RefillDay>;

export const ReorderRule = z.object({
  id: Id,
  organisation: Party,
  item: Code,
  itemName: Bilingual,
  unit: Bilingual,
  threshold: PositiveQuantity.describe('Below it, order'),
  quantity: PositiveQuantity.describe('So many'),
  supplier: Party.nullable(),
  active: z.boolean(),
  have: Quantity.describe('At the site now'),
  raisedAt: Instant.nullable().describe('Below since; one order until it is above again'),
  needId: Id.nullable().describe('The need that was opened'),
  version: z.int(),
});
export type ReorderRule = z.infer<typeof ReorderRule>;

const RuleFields = z.object({
  threshold: PositiveQuantity,
  quantity: PositiveQuantity,
  supplierId: Id.nullish(),
});

export const community = {
  recordRefill: operation('assets.refill')
    .route({ method: 'POST', path: '/oxygen-bag-refills', summary: 'Oxygen bags filled at a centre', tags })
    .input(
      z.object({
        commandId: CommandId,
        organisationId: Id,
        bags: z.int().min(1).max(1000),
        priceFen: z.int().min(0).max(100_000).describe('Of one bag; 7 yuan is 700'),
        insured: z.boolean(),
        cylinderItem: Code.nullish().describe('What they were filled from, when bottles were used up for it'),
        cylindersUsed: z.int().min(0).max(1000).default(0),
        happenedAt: Instant.nullish(),
      }),
    )
    .output(z.object({ id: Id, day: RefillDay })),
  listRefills: operation('assets.read')
    .route({ method: 'GET', path: '/oxygen-bag-refills', summary: 'Bags by centre and day', tags })
    .input(
      z.object({
        area: AreaCode.optional(),
        organisation: Id.optional(),
        from: Day.optional(),
        days: z.coerce.number().int().min(1).max(92).default(14),
      }),
    )
    .output(z.array(RefillDay)),
  listReorderRules: operation('assets.read')
    .route({ method: 'GET', path: '/reorder-rules', summary: 'What is ordered by itself', tags })
    .input(z.object({ organisation: Id.optional(), area: AreaCode.optional() }))
    .output(z.array(ReorderRule)),
  createReorderRule: operation('assets.reorder')
    .route({ method: 'POST', path: '/reorder-rules', summary: 'Order by itself below a threshold', tags })
    .input(RuleFields.extend({ commandId: CommandId, organisationId: Id, item: Code }))
    .output(ReorderRule),
  reviseReorderRule: operation('assets.reorder')
    .route({ method: 'PUT', path: '/reorder-rules/{id}', summary: 'Change or stop it', tags })
    .input(
      RuleFields.partial().extend({ commandId: CommandId, id: Id, version: z.int(), active: z.boolean().optional() }),
    )
    .output(ReorderRule),
};
