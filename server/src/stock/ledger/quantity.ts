import { type CatalogueItem, toBase } from '../../catalogue/index.ts';
import { invalid, Refusal } from '../../platform/refusal.ts';

/** 10⁹ kg of anything is a typing error: the contract's largest quantity, base units. */
const MOST_BASE_UNITS = 1_000_000_000_000;

/** The quantity in base units of the item. Refuses unknown units and what can't be true, naming the field below `path`. */
export function baseQuantity(
  item: CatalogueItem,
  { quantity, unit }: { quantity: number | string; unit?: string | null | undefined },
  path: string,
): number {
  const base = convertible(item, quantity, unit, `${path}.unit`);
  if (base !== undefined && base <= MOST_BASE_UNITS) return base;
  const named = item.measures.units.get(unit ?? item.baseUnit)?.name ?? { zh: unit ?? '', en: unit ?? '' };
  const params = { quantity: String(quantity), unit: named, most: MOST_BASE_UNITS, base: item.baseUnitName };
  throw invalid('quantity-too-large', { field: `${path}.quantity`, params });
}

/** Undefined when only the size of the number is in the way. */
function convertible(item: CatalogueItem, quantity: number | string, unit: string | null | undefined, field: string) {
  try {
    return toBase(item, quantity, unit, field);
  } catch (error) {
    if (!(error instanceof Refusal) || !isHuge(quantity)) throw error;
    toBase(item, 1, unit, field);
    return undefined;
  }
}

function isHuge(quantity: number | string): boolean {
  return Number(quantity) > 1_000_000 && Number.isInteger(Number(quantity));
}
