import type { ShippedConversion, ShippedItem } from './shipped.ts';

/** An exact number: numerator over denominator (> 0), in lowest terms. */
export type Rational = { readonly numerator: bigint; readonly denominator: bigint };

export type ConvertibleItem = Pick<ShippedItem, 'code' | 'baseUnit' | 'units'>;

/** Why a quantity cannot be converted; `detail` tells the cure in both languages. */
export type ConversionRefusal = {
  readonly ok: false;
  readonly reason: 'not-a-number' | 'pack-size-varies' | 'ambiguous-unit' | 'no-conversion' | 'not-whole';
  readonly detail: { readonly zh: string; readonly en: string };
};

export type Conversion = { readonly ok: true; readonly quantity: Rational };
export type WholeConversion = { readonly ok: true; readonly quantity: bigint };

type Request = { quantity: Rational | bigint | number | string; from: string; to: string; item: ConvertibleItem };

/**
 * Converts a quantity of an item from one unit (code) to another, exactly; refuses what is not known for certain.
 * Numbers may be whole, decimal ("1.5") or rational.
 */
export function convert(request: Request, conversions: readonly ShippedConversion[]): Conversion | ConversionRefusal {
  const { from, to, item } = request;
  const quantity = rational(request.quantity);
  if (!quantity) return refusal.notANumber(String(request.quantity));
  const factor = factorBetween(from, to, edgesOf(item, conversions));
  if (factor) return { ok: true, quantity: times(quantity, factor) };
  return refusalFor(from, to, item, conversions);
}

/** Converts to the item's base unit, as ledgers hold it: a whole number, or a refusal. */
export function toBaseUnits(
  request: Omit<Request, 'to'>,
  conversions: readonly ShippedConversion[],
): WholeConversion | ConversionRefusal {
  const converted = convert({ ...request, to: request.item.baseUnit }, conversions);
  if (!converted.ok) return converted;
  const { numerator, denominator } = converted.quantity;
  if (denominator !== 1n) return refusal.notWhole(request.item.baseUnit);
  return { ok: true, quantity: numerator };
}

/** The exact value of a whole or decimal number; `undefined` for anything else (NaN, "10 boxes", 1e400). */
export function rational(value: Rational | bigint | number | string): Rational | undefined {
  if (typeof value === 'object') return value.denominator > 0n ? reduced(value) : undefined;
  const match = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(String(value).trim());
  if (!match) return undefined;
  const [, sign, whole = '', decimals = ''] = match;
  return reduced({ numerator: BigInt(`${sign}${whole}${decimals}`), denominator: 10n ** BigInt(decimals.length) });
}

type Edge = { from: string; to: string; factor: Rational };

function edgesOf(item: ConvertibleItem, conversions: readonly ShippedConversion[]): Edge[] {
  const own = item.units.flatMap(({ unit, toBase }) =>
    toBase === null ? [] : [{ from: unit, to: item.baseUnit, factor: ratio(toBase, 1) }],
  );
  const general = conversions
    .filter((conversion) => appliesTo(conversion, item))
    .map(({ from, to, numerator, denominator }) => ({ from, to, factor: ratio(numerator, denominator) }));
  return [...own, ...general].flatMap((edge) => [edge, { from: edge.to, to: edge.from, factor: inverse(edge.factor) }]);
}

function appliesTo(conversion: ShippedConversion, item: ConvertibleItem) {
  return (conversion.items?.includes(item.code) ?? true) && !conversion.exceptItems?.includes(item.code);
}

/** Breadth-first along the conversion graph; it is small (some dozen edges) and consistent, so any path will do. */
function factorBetween(from: string, to: string, edges: Edge[]): Rational | undefined {
  const factors = new Map([[from, ratio(1, 1)]]);
  for (const [unit, factor] of factors) {
    if (unit === to) return factor;
    for (const edge of edges)
      if (edge.from === unit && !factors.has(edge.to)) factors.set(edge.to, times(factor, edge.factor));
  }
  return undefined;
}

function refusalFor(from: string, to: string, item: ConvertibleItem, conversions: readonly ShippedConversion[]) {
  const varies = item.units.find(({ unit, toBase }) => toBase === null && (unit === from || unit === to));
  if (varies) return refusal.packSizeVaries(varies.label);
  const excepted = conversions.find(
    (conversion) => conversion.exceptItems?.includes(item.code) && [from, to].includes(conversion.from),
  );
  if (excepted?.exceptBecause) return refusal.ambiguous(excepted.exceptBecause);
  return refusal.noConversion(from, to);
}

const refusal = {
  notANumber: (text: string): ConversionRefusal => ({
    ok: false,
    reason: 'not-a-number',
    detail: { zh: `“${text.slice(0, 40)}”不是数字`, en: `"${text.slice(0, 40)}" is not a number` },
  }),
  packSizeVaries: (label: string): ConversionRefusal => ({
    ok: false,
    reason: 'pack-size-varies',
    detail: {
      zh: `每${label}的数量不固定，请写明每${label}多少`,
      en: `The content of one ${label} varies: say how much is in one`,
    },
  }),
  ambiguous: (detail: ConversionRefusal['detail']): ConversionRefusal => ({
    ok: false,
    reason: 'ambiguous-unit',
    detail,
  }),
  noConversion: (from: string, to: string): ConversionRefusal => ({
    ok: false,
    reason: 'no-conversion',
    detail: { zh: `不能由 ${from} 换算为 ${to}`, en: `${from} cannot be converted to ${to} for this item` },
  }),
  notWhole: (unit: string): ConversionRefusal => ({
    ok: false,
    reason: 'not-whole',
    detail: {
      zh: `换算成 ${unit} 不是整数，请用更小的单位`,
      en: `This is no whole number of ${unit}: use a smaller unit`,
    },
  }),
};

function ratio(numerator: number, denominator: number): Rational {
  return reduced({ numerator: BigInt(numerator), denominator: BigInt(denominator) });
}

/** The exact product. */
export function times(left: Rational, right: Rational): Rational {
  return reduced({
    numerator: left.numerator * right.numerator,
    denominator: left.denominator * right.denominator,
  });
}

/** The exact quotient; the divisor is > 0. */
export function divided(left: Rational, right: Rational): Rational {
  return times(left, inverse(right));
}

function inverse({ numerator, denominator }: Rational): Rational {
  return { numerator: denominator, denominator: numerator };
}

function reduced({ numerator, denominator }: Rational): Rational {
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let [larger, smaller] = [left, right];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
