import { readFileSync } from 'node:fs';
import { Bilingual, Code, itemClasses, ItemParameter, PositiveQuantity, SerialKind } from '@baogong/contract';
import { z } from 'zod';

/** A ratio of two whole numbers: ledgers hold no floats. */
const Ratio = z.object({ numerator: PositiveQuantity, denominator: PositiveQuantity });

/** How one counts an item besides its base unit. `toBase: null` says: pack sizes differ, so ask how many are in one. */
export const ShippedItemUnit = z.strictObject({
  unit: Code,
  label: z.string().min(1),
  toBase: PositiveQuantity.nullable(),
});

export const ShippedItem = z.strictObject({
  code: Code,
  name: Bilingual,
  class: z.enum(itemClasses),
  baseUnit: Code,
  lifeCritical: z.boolean(),
  fractional: z.literal(false),
  standards: z.array(z.string().min(2)),
  synonyms: z.array(z.string().min(2)),
  units: z.array(ShippedItemUnit),
  kit: z.array(z.strictObject({ item: Code, quantity: PositiveQuantity })).optional(),
  substitutes: z.array(z.strictObject({ item: Code, note: Bilingual, ratio: Ratio.optional() })).optional(),
  narrower: z.array(Code).optional().describe('For an item whose size or type is not stated: the items that it may be'),
  waterMillilitres: PositiveQuantity.optional(),
  serialKind: SerialKind.optional(),
  parameters: z.array(ItemParameter).optional(),
});
export type ShippedItem = z.infer<typeof ShippedItem>;

export const dimensions = ['count', 'pack', 'mass', 'volume', 'gas-volume'] as const;

export const ShippedUnit = z.strictObject({
  code: Code,
  name: Bilingual,
  dimension: z.enum(dimensions),
  synonyms: z.array(z.string().min(1)),
});
export type ShippedUnit = z.infer<typeof ShippedUnit>;

/** One `from` = numerator / denominator `to`; for all items, for `items` only, or for all but `exceptItems`. */
export const ShippedConversion = z.strictObject({
  from: Code,
  to: Code,
  numerator: PositiveQuantity,
  denominator: PositiveQuantity,
  items: z.array(Code).optional(),
  exceptItems: z.array(Code).optional(),
  exceptBecause: Bilingual.optional(),
  source: z.string().optional(),
});
export type ShippedConversion = z.infer<typeof ShippedConversion>;

const ShippedUnits = z.strictObject({ units: z.array(ShippedUnit), conversions: z.array(ShippedConversion) });

/** The items that every city starts with. */
export const shippedItems: readonly ShippedItem[] = z.array(ShippedItem).parse(read('items.json'));

/** The units and the conversions between them that every city starts with. */
export const { units: shippedUnits, conversions: shippedConversions } = ShippedUnits.parse(read('units.json'));

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`./shipped/${file}`, import.meta.url), 'utf8'));
}
