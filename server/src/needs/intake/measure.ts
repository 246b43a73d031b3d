import { type CatalogueItem, toBase } from '../../catalogue/index.ts';
import { Refusal } from '../../platform/refusal.ts';

/** A quantity as said: number, unit word, what one pack holds. */
export type SaidQuantity = {
  quantity: number;
  unit: string | null;
  perPack?: { quantity: number; unit: string | null } | undefined;
};

export type Measured = { quantity: number } | { refusal: Refusal };

/** Largest quantity of a line, in base units (the contract's). */
const MOST = 1_000_000_000_000;

/**
 * The whole number of base units that follows without a guess, or why none does. What the text says of a pack counts more
 * than what the catalogue knows of packs in general.
 */
export function measure(item: CatalogueItem, said: SaidQuantity): Measured {
  const { perPack } = said;
  if (perPack) {
    const packed = attempt(item, times(said.quantity, perPack.quantity), perPack.unit);
    if ('quantity' in packed) return packed;
  }
  return attempt(item, String(said.quantity), said.unit);
}

/** True for what is counted in pieces and in no other way: a bare number of it can mean only one thing. */
export function isCountedOneWay({ baseUnit, units }: CatalogueItem): boolean {
  return baseUnit === 'piece' && units.every(({ toBase: factor }) => factor === null || factor === 1);
}

function attempt(item: CatalogueItem, quantity: string, unit: string | null): Measured {
  try {
    const base = unit === null ? undefined : inBase(item, quantity, unit);
    if (base === undefined) return { refusal: unitMissing(item) };
    if (base < 1 || base > MOST) return { refusal: outOfRange(item) };
    return { quantity: base };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error };
    throw error;
  }
}

const factors = new WeakMap<CatalogueItem, Map<string, number | null>>();

/** Whole numbers of a unit that is a whole number of base units, by far most of them, are converted by one factor. */
function inBase(item: CatalogueItem, quantity: string, unit: string): number {
  const known = factors.get(item) ?? new Map<string, number | null>();
  factors.set(item, known);
  if (!known.has(unit) && known.size < 100) known.set(unit, factorOf(item, unit));
  const factor = known.get(unit);
  const product = factor && /^\d{1,12}$/.test(quantity) ? Number(quantity) * factor : Number.NaN;
  return Number.isSafeInteger(product) ? product : toBase(item, quantity, unit);
}

function factorOf(item: CatalogueItem, unit: string): number | null {
  try {
    return toBase(item, 1, unit);
  } catch {
    return null;
  }
}

function unitMissing({ baseUnitName }: CatalogueItem): Refusal {
  return new Refusal('INVALID', 'unit-not-convertible', {
    params: { unit: { zh: '', en: '' }, base: baseUnitName },
  });
}

function outOfRange({ baseUnitName }: CatalogueItem): Refusal {
  return new Refusal('INVALID', 'invalid-input', {
    params: {
      detail: {
        zh: `数量应在 1 到 ${MOST.toLocaleString('en-US')} ${baseUnitName.zh}之间`,
        en: `the quantity must be from 1 to ${MOST.toLocaleString('en-US')} ${baseUnitName.en}`,
      },
    },
  });
}

/** The exact product of two decimal numbers, as text: 0.1 × 3 is 0.3. */
function times(left: number, right: number): string {
  const parts = [String(left), String(right)].map((text) => text.split('.') as [string, string?]);
  if (parts.some(([whole]) => !/^-?\d+$/.test(whole))) return 'NaN';
  const decimals = parts.reduce((sum, [, fraction = '']) => sum + fraction.length, 0);
  const product = parts.map(([whole, fraction = '']) => BigInt(whole + fraction)).reduce((one, other) => one * other);
  const digits = String(product).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
