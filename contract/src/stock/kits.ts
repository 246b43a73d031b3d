import { z } from 'zod';
import { operation } from '../shared/base.ts';
import { AreaCode, Bilingual, Code, CommandId, Id, Note, PageSize, Quantity } from '../shared/schema.ts';

const tags = ['kits'];

/** Parameter → option, such as outlet → din-13260. */
export const Fitting = z.record(Code, Code);
/** Parameter → options that can be made; a parameter left out: any. */
export const MakingOptions = z.record(Code, z.array(Code).min(1).max(40));

export const makingMethods = ['stock', 'machine', '3d-print'] as const;

/** One part of a kit at a site. `missing`: so many more are needed to make every bottle there usable, of every size that shares it. */
export const SetPart = z.object({
  item: Code,
  name: Bilingual,
  unit: Bilingual,
  perSet: Quantity,
  have: Quantity,
  counted: z.enum(['register', 'book']).describe('From the register of serial things, or from the book of goods'),
  sets: Quantity.describe('How many sets of this kit alone it is enough for'),
  missing: Quantity,
  fitting: Fitting.describe('What fits at this site'),
});
export type SetPart = z.infer<typeof SetPart>;

/** How many of a kit are usable at a site: bottle, regulator, flowmeter, adapter, trolley together (有氧可供又临床可用). */
export const SiteSets = z.object({
  organisation: z.object({ id: Id, name: z.string() }),
  kit: Code,
  name: Bilingual,
  bottles: z.array(Code).describe('Parts that hold the oxygen: what the others make usable'),
  usable: Quantity.describe('At once with the other kits there: a part that they share is counted once'),
  possible: Quantity.describe('Usable once nothing is missing'),
  parts: z.array(SetPart),
});
export type SiteSets = z.infer<typeof SiteSets>;

export const Making = z.object({
  id: Id,
  organisation: z.object({ id: Id, name: z.string() }),
  item: Code,
  itemName: Bilingual,
  method: z.enum(makingMethods),
  lineId: Id.nullable().describe('The production line that makes it; null: none of its own'),
  options: MakingOptions,
  perDay: z.int(),
  leadHours: z.int(),
  note: z.string().nullable(),
  active: z.boolean(),
  version: z.int(),
});
export type Making = z.infer<typeof Making>;

const MakingFields = z.object({
  lineId: Id.nullish(),
  options: MakingOptions,
  perDay: z.int().min(1).max(10_000_000),
  leadHours: z.int().min(0).max(8760),
  note: Note.nullish(),
});

export const kits = {
  listSets: operation('assets.read')
    .route({
      method: 'GET',
      path: '/usable-sets',
      summary: 'Usable sets at a site, of a kit, or wherever parts are missing',
      tags,
    })
    .input(
      z.object({
        organisation: Id.optional(),
        kit: Code.optional(),
        area: AreaCode.optional(),
        short: z.stringbool().optional().describe('Only where parts are missing'),
        limit: PageSize.default(100),
      }),
    )
    .output(z.array(SiteSets).describe('What misses most comes first')),
  listMakings: operation('catalogue.read')
    .route({ method: 'GET', path: '/makings', summary: 'Who can supply, make or print an item that fits', tags })
    .input(
      z.object({
        item: Code.optional(),
        maker: Id.optional(),
        fits: Id.optional().describe('A site: only what fits there'),
        options: z
          .string()
          .max(600)
          .regex(/^[a-z0-9-]+:[a-z0-9-]+(,[a-z0-9-]+:[a-z0-9-]+)*$/, { error: 'parameter-options' })
          .optional()
          .describe('outlet:din-13260,device-side:hose-6'),
        limit: PageSize.default(100),
      }),
    )
    .output(z.array(Making).describe('The soonest first')),
  declareMaking: operation('assets.make')
    .route({ method: 'POST', path: '/makings', summary: 'Say what one can supply, make or print', tags })
    .input(MakingFields.extend({ commandId: CommandId, organisationId: Id, item: Code, method: z.enum(makingMethods) }))
    .output(Making),
  reviseMaking: operation('assets.make')
    .route({ method: 'PUT', path: '/makings/{id}', summary: 'Correct or withdraw it', tags })
    .input(
      MakingFields.partial().extend({ commandId: CommandId, id: Id, version: z.int(), active: z.boolean().optional() }),
    )
    .output(Making),
  setFitting: operation('assets.fit')
    .route({ method: 'PUT', path: '/fittings/{organisationId}/{item}', summary: 'Say what fits at a site', tags })
    .input(z.object({ commandId: CommandId, organisationId: Id, item: Code, options: Fitting }))
    .output(z.object({ organisationId: Id, item: Code, options: Fitting })),
};
