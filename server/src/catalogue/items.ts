import type { Bilingual, Item } from '@baogong/contract';
import { invalid } from '../platform/refusal.ts';
import { normalisedName } from './names.ts';
import type { ShippedConversion, ShippedItem, ShippedUnit } from './shipped.ts';
import { convert, toBaseUnits } from './units.ts';

/** An item as the database holds it: the shipped shape, with what administrators made of it. */
export type StoredItem = Omit<
  ShippedItem,
  'kit' | 'substitutes' | 'narrower' | 'waterMillilitres' | 'serialKind' | 'parameters'
> &
  Pick<Item, 'waterMillilitres' | 'filledKilopascals' | 'serialKind' | 'parameters'> & {
    version: number;
    kit: Item['kit'];
    substitutes: Item['substitutes'];
    narrower: string[];
  };

/** An item ready for work: it knows its base unit's name and how its units convert. */
export type CatalogueItem = StoredItem & { baseUnitName: Bilingual; measures: Measures };

/** What conversions need besides the item. */
export type Measures = { units: ReadonlyMap<string, ShippedUnit>; conversions: readonly ShippedConversion[] };

export function measuresOf(units: readonly ShippedUnit[], conversions: readonly ShippedConversion[]): Measures {
  return { units: new Map(units.map((unit) => [unit.code, unit])), conversions };
}

/** The item with the measures that its conversions need. */
export function withMeasures(item: StoredItem, measures: Measures): CatalogueItem {
  return { ...item, baseUnitName: nameOfUnit(item.baseUnit, measures), measures };
}

/**
 * The quantity in whole base units of the item. `unit` is a unit's code or a word for it (片, 箱); none means the base
 * unit. Refuses what does not convert exactly, naming `field`.
 */
export function toBase(
  item: CatalogueItem,
  quantity: number | string,
  unit: string | null | undefined,
  field?: string,
): number {
  const { measures, baseUnitName: base } = item;
  // What most people ask for, without the exact fractions that conversion needs.
  if ((!unit || unit === item.baseUnit) && typeof quantity === 'number' && Number.isSafeInteger(quantity))
    return quantity;
  const from = unit ? unitCode(item, unit, measures) : item.baseUnit;
  const refused = (zh: string, en: string) =>
    invalid('unit-not-convertible', { field, params: { unit: { zh, en }, base } });
  if (from === undefined) throw refused(unit ?? '', unit ?? '');
  const converted = toBaseUnits({ quantity, from, item }, measures.conversions);
  const fits = converted.ok && converted.quantity <= BigInt(Number.MAX_SAFE_INTEGER);
  if (fits) return Number(converted.quantity);
  const named = nameOfUnit(from, measures);
  const why = converted.ok ? undefined : converted.detail;
  throw refused(why ? `${named.zh}（${why.zh}）` : named.zh, why ? `${named.en} (${why.en})` : named.en);
}

/** The item as it goes out: with every unit that converts into whole base units, the base unit first. */
export function itemView(item: CatalogueItem): Item {
  const { fractional: _fractional, narrower: _narrower, measures, ...rest } = item;
  const units = exactUnits(item, measures).map(({ unit, toBase }) => ({
    unit,
    name: nameOfUnit(unit, measures),
    toBase,
  }));
  return { ...rest, units };
}

/** Every unit of which one is a whole number of base units, the base unit first. */
export function exactUnits(item: StoredItem, measures: Measures): { unit: string; toBase: number }[] {
  const others = [...measures.units.keys()].filter((unit) => unit !== item.baseUnit);
  const converted = [item.baseUnit, ...others].map((unit) => ({ unit, factor: factorOf(item, unit, measures) }));
  return converted.flatMap(({ unit, factor }) => (factor === null ? [] : [{ unit, toBase: factor }]));
}

/** The unit's name, or its code when nobody named it. */
export function nameOfUnit(code: string, { units }: Measures): Bilingual {
  return units.get(code)?.name ?? { zh: code, en: code };
}

/** How many base units one of it is; null when that is unknown or no whole number. */
function factorOf(item: StoredItem, unit: string, { conversions }: Measures): number | null {
  const one = convert({ quantity: 1, from: unit, to: item.baseUnit, item }, conversions);
  if (!one.ok || one.quantity.denominator !== 1n) return null;
  return Number(one.quantity.numerator);
}

/** A code, a label of the item's own, or any unit's name. */
function unitCode(item: StoredItem, text: string, { units }: Measures): string | undefined {
  if (units.has(text)) return text;
  const word = normalisedName(text);
  const own = item.units.find((each) => normalisedName(each.label) === word);
  const means = (unit: ShippedUnit) =>
    [unit.name.zh, unit.name.en, ...unit.synonyms].some((name) => normalisedName(name) === word);
  const base = units.get(item.baseUnit);
  if (base && means(base)) return base.code;
  return own?.unit ?? units.values().find(means)?.code;
}
