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
});

const NewItem = ItemFields.extend({
  baseUnit: Code,
  lifeCritical: ItemFields.shape.lifeCritical.default(false),
  standards: ItemFields.shape.standards.default([]),
  synonyms: ItemFields.shape.synonyms.default([]),
  units: ItemFields.shape.units.default([]),
  kit: ItemFields.shape.kit.default([]),
  substitutes: ItemFields.shape.substitutes.default([]),
});

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
