import { z } from 'zod';
import { operation } from '../shared/base.ts';
import {
  Bilingual,
  Code,
  CommandId,
  Cursor,
  PageSize,
  pageOf,
  PositiveQuantity,
  SearchText,
} from '../shared/schema.ts';

export const itemClasses = [
  'oxygen',
  'respiratory',
  'ppe',
  'disinfection',
  'medicine',
  'testing',
  'daily',
  'equipment',
  'accessory',
] as const;

export const ItemUnit = z.object({
  unit: Code,
  name: Bilingual,
  toBase: PositiveQuantity.describe('How many base units one of it is'),
});

/** Registers of things that bear a number each (一物一码). */
export const serialKinds = ['cylinder', 'concentrator', 'ventilator', 'high-flow', 'other'] as const;
export const SerialKind = z.enum(serialKinds);
export type SerialKind = z.infer<typeof SerialKind>;

/** What must be said of an item before one knows that it fits: a thread, an outlet system. */
export const ItemParameter = z.object({
  code: Code,
  name: Bilingual,
  options: z
    .array(z.object({ code: Code, name: Bilingual }))
    .min(1)
    .max(40),
});
export type ItemParameter = z.infer<typeof ItemParameter>;

const WaterMillilitres = z
  .int()
  .min(1)
  .max(1_000_000)
  .nullable()
  .describe('Cylinders only: the volume of water that one holds, mL');

const FilledKilopascals = z
  .int()
  .min(100)
  .max(30_000)
  .nullable()
  .describe('Cylinders only: gauge pressure to which one is filled as a rule, kPa; null: must be stated each time');

export const Item = z.object({
  code: Code,
  name: Bilingual,
  class: z.enum(itemClasses),
  baseUnit: Code,
  baseUnitName: Bilingual,
  lifeCritical: z.boolean(),
  standards: z.array(z.string()),
  synonyms: z.array(z.string()),
  units: z.array(ItemUnit).describe('Units that convert exactly; the base unit first'),
  kit: z.array(z.object({ item: Code, name: Bilingual, quantity: PositiveQuantity })).describe('What makes it usable'),
  substitutes: z.array(z.object({ item: Code, name: Bilingual, note: Bilingual })),
  waterMillilitres: WaterMillilitres,
  filledKilopascals: FilledKilopascals,
  serialKind: SerialKind.nullable().describe(
    'Its pieces stand in the register of serial things; null: counted, not numbered',
  ),
  parameters: z.array(ItemParameter).describe('What must be known of it before it fits'),
  version: z.int(),
});
export type Item = z.infer<typeof Item>;

export const Unit = z.object({ code: Code, name: Bilingual, synonyms: z.array(z.string()) });

/** Without defaults: in a revision, what is left out stays as it is. */
const ItemFields = z.object({
  name: Bilingual,
  class: z.enum(itemClasses),
  lifeCritical: z.boolean(),
  standards: z.array(z.string().trim().min(2).max(60)).max(20),
  synonyms: z.array(z.string().trim().min(1).max(80)).max(60),
  units: z.array(z.object({ unit: Code, toBase: PositiveQuantity })).max(60),
  kit: z.array(z.object({ item: Code, quantity: PositiveQuantity })).max(20),
  substitutes: z.array(z.object({ item: Code, note: Bilingual })).max(20),
  waterMillilitres: WaterMillilitres,
  filledKilopascals: FilledKilopascals,
  serialKind: SerialKind.nullable(),
  parameters: z.array(ItemParameter).max(10),
});

const NewItem = ItemFields.extend({
  baseUnit: Code,
  lifeCritical: ItemFields.shape.lifeCritical.default(false),
  standards: ItemFields.shape.standards.default([]),
  synonyms: ItemFields.shape.synonyms.default([]),
  units: ItemFields.shape.units.default([]),
  kit: ItemFields.shape.kit.default([]),
  substitutes: ItemFields.shape.substitutes.default([]),
  waterMillilitres: WaterMillilitres.default(null),
  filledKilopascals: FilledKilopascals.default(null),
  serialKind: ItemFields.shape.serialKind.default(null),
  parameters: ItemFields.shape.parameters.default([]),
});

/** A whole or decimal number > 0 in words that lose nothing: `1`, `13.5`. */
const DecimalText = z
  .string()
  .trim()
  .regex(/^\d{1,15}(\.\d{1,9})?$/, { error: 'decimal-number' });

/** One way to say the same quantity. `exact` false: rounded to six digits; the fraction is exact always. */
export const Equivalent = z.object({
  unit: Code.describe('A unit, or for oxygen a cylinder (its item)'),
  name: Bilingual,
  quantity: z.string().describe('Decimal'),
  exact: z.boolean(),
  fraction: z.string().describe('numerator/denominator'),
});
export type Equivalent = z.infer<typeof Equivalent>;

export const Equivalents = z.object({
  item: Code,
  rows: z.array(Equivalent),
  asks: z.enum(['pressure']).nullable().describe('What must be stated before the other rows follow; never guessed'),
  basis: z.array(Bilingual).describe('Constants that the rows rest on, with their source'),
});
export type Equivalents = z.infer<typeof Equivalents>;

export const catalogue = {
  listItems: operation('catalogue.read')
    .route({ method: 'GET', path: '/items', summary: 'Find items by name, synonym, pinyin', tags: ['catalogue'] })
    .input(
      z.object({
        query: SearchText.optional(),
        class: z.enum(itemClasses).optional(),
        after: Cursor.optional(),
        limit: PageSize.default(50),
      }),
    )
    .output(pageOf(Item)),
  getItem: operation('catalogue.read')
    .route({ method: 'GET', path: '/items/{code}', summary: 'One item with kit and substitutes', tags: ['catalogue'] })
    .input(z.object({ code: Code }))
    .output(Item),
  listEquivalents: operation('catalogue.read')
    .route({
      method: 'GET',
      path: '/items/{code}/equivalents',
      summary: 'The same quantity in every unit; oxygen also as mass, liquid, gas and cylinders at a stated pressure',
      tags: ['catalogue'],
    })
    .input(
      z.object({
        code: Code,
        quantity: DecimalText,
        unit: Code.describe('A unit of the item, or for oxygen a cylinder’s item, such as oxygen-cylinder-40l'),
        pressureMegapascals: DecimalText.optional().describe(
          'Gauge pressure of the cylinders, MPa; left out: as the catalogue says they are filled',
        ),
      }),
    )
    .output(Equivalents),
  createItem: operation('catalogue.write')
    .route({ method: 'POST', path: '/items', summary: 'Add an item', tags: ['catalogue'] })
    .input(NewItem.extend({ commandId: CommandId, code: Code }))
    .output(Item),
  reviseItem: operation('catalogue.write')
    .route({
      method: 'PUT',
      path: '/items/{code}',
      summary: 'Change an item (its base unit stays)',
      tags: ['catalogue'],
    })
    .input(ItemFields.partial().extend({ commandId: CommandId, code: Code, version: z.int() }))
    .output(Item),
  listUnits: operation('catalogue.read')
    .route({ method: 'GET', path: '/units', summary: 'All units', tags: ['catalogue'] })
    .output(z.array(Unit)),
};
