import type { Bilingual, Equivalent, Equivalents } from '@baogong/contract';
import { invalid } from '../platform/refusal.ts';
import { type CatalogueItem, nameOfUnit } from './items.ts';
import { convert, divided, type Rational, rational, times } from './units.ts';

/** The substance: every cylinder of the class `oxygen` holds it as gas. */
export const OXYGEN = 'liquid-oxygen';

/**
 * Gas in a cylinder by the rule that the trade and hospitals reckon with: each litre of water volume holds 10 L of gas (20 °C,
 * 101.325 kPa) for each megapascal of gauge pressure. Real oxygen holds a few per cent more (its compressibility factor at
 * 16.5 MPa and 20 °C is 0.941), so whoever plans by the rule plans on the safe side. 40 L at 15 MPa: 6 m³, 8 kg.
 */
const GAS_LITRES_PER_LITRE_AND_MEGAPASCAL = 10n;
/** Above it no medical cylinder is filled: a typing error (bar for MPa). */
const HIGHEST_MEGAPASCALS = 30n;

const OXYGEN_UNITS = ['tonne', 'kilogram', 'gram', 'litre', 'normal-cubic-metre', 'gas-cubic-metre'] as const;

type Request = { item: CatalogueItem; quantity: string; unit: string; pressureMegapascals?: string | undefined };

/** The same quantity in every unit that follows exactly. `items` is the whole catalogue: oxygen has cylinders in it. */
export function equivalentsOf(request: Request, items: ReadonlyMap<string, CatalogueItem>): Equivalents {
  const { item } = request;
  const quantity = rational(request.quantity);
  if (!quantity || quantity.numerator <= 0n)
    throw invalid('unknown-field-value', valueOf('quantity', request.quantity));
  const oxygen = items.get(OXYGEN);
  return oxygen && (item.code === OXYGEN || holdsOxygen(item))
    ? oxygenEquivalents({ ...request, quantity }, oxygen, items)
    : { item: item.code, rows: ownRows(item, inBase(item, quantity, request.unit)), asks: null, basis: [] };
}

/** Grams of oxygen in one cylinder of the item at the gauge pressure, exactly. */
export function gramsInCylinder(cylinder: CatalogueItem, megapascals: Rational, oxygen: CatalogueItem): Rational {
  const litres: Rational = { numerator: BigInt(cylinder.waterMillilitres ?? 0), denominator: 1000n };
  const perLitre = times(megapascals, { numerator: GAS_LITRES_PER_LITRE_AND_MEGAPASCAL, denominator: 1000n });
  return inBase(oxygen, times(litres, perLitre), 'gas-cubic-metre');
}

function holdsOxygen(item: CatalogueItem): boolean {
  return item.class === 'oxygen' && item.waterMillilitres !== null;
}

type OxygenRequest = Omit<Request, 'quantity'> & { quantity: Rational };

function oxygenEquivalents(
  request: OxygenRequest,
  oxygen: CatalogueItem,
  items: ReadonlyMap<string, CatalogueItem>,
): Equivalents {
  const { item, quantity, unit } = request;
  const stated = pressureOf(request.pressureMegapascals);
  const cylinders = [...items.values()]
    .filter(holdsOxygen)
    .toSorted((left, right) => left.waterMillilitres! - right.waterMillilitres!);
  const bottle = cylinders.find(({ code }) => code === unit) ?? (holdsOxygen(item) ? item : undefined);
  const bottles = bottle && (unit === bottle.code ? quantity : inBase(bottle, quantity, unit));
  const pressure = bottle && (stated ?? usualPressure(bottle));
  if (bottle && !pressure) {
    if (item.code !== bottle.code) throw pressureNeeded(bottle);
    return { item: item.code, rows: ownRows(item, bottles!), asks: 'pressure', basis: [] };
  }
  const grams = bottle ? times(bottles!, gramsInCylinder(bottle, pressure!, oxygen)) : inBase(oxygen, quantity, unit);
  const filled = cylinders.flatMap((cylinder) => {
    const megapascals = stated ?? usualPressure(cylinder);
    return megapascals ? [{ cylinder, megapascals }] : [];
  });
  const inCylinders = filled.map(({ cylinder, megapascals }) =>
    rowOf(cylinder.code, cylinder.name, divided(grams, gramsInCylinder(cylinder, megapascals, oxygen))),
  );
  return {
    item: item.code,
    rows: [...OXYGEN_UNITS.map((to) => unitRow(oxygen, grams, to)), ...inCylinders],
    asks: filled.length < cylinders.length ? 'pressure' : null,
    basis: [
      ...substanceBasis,
      ...(filled.length > 0 ? [cylinderBasis] : []),
      ...(stated ? [] : filled.map(usualBasis)),
    ],
  };
}

/** What the catalogue says that a cylinder is filled to, MPa. */
function usualPressure({ filledKilopascals }: CatalogueItem): Rational | undefined {
  return filledKilopascals === null ? undefined : { numerator: BigInt(filledKilopascals), denominator: 1000n };
}

function usualBasis({ cylinder, megapascals }: { cylinder: CatalogueItem; megapascals: Rational }): Bilingual {
  const { text } = decimal(megapascals);
  return {
    zh: `${cylinder.name.zh}：没有另填压力，按目录的充装压力 ${text} MPa`,
    en: `${cylinder.name.en}: no other pressure given, so filled to ${text} MPa as the catalogue says`,
  };
}

/** In the item's base unit; refuses in words what does not convert. */
function inBase(item: CatalogueItem, quantity: Rational, from: string): Rational {
  const converted = convert({ quantity, from, to: item.baseUnit, item }, item.measures.conversions);
  if (converted.ok) return converted.quantity;
  const { zh, en } = nameOfUnit(from, item.measures);
  const unit = { zh: `${zh}（${converted.detail.zh}）`, en: `${en} (${converted.detail.en})` };
  throw invalid('unit-not-convertible', { field: 'unit', params: { unit, base: item.baseUnitName } });
}

/** Every unit that the item converts to, its base unit first. */
function ownRows(item: CatalogueItem, quantity: Rational): Equivalent[] {
  const others = [...item.measures.units.keys()].filter((unit) => unit !== item.baseUnit);
  return [item.baseUnit, ...others].flatMap((to) => {
    const converted = convert({ quantity, from: item.baseUnit, to, item }, item.measures.conversions);
    return converted.ok ? [rowOf(to, nameOfUnit(to, item.measures), converted.quantity)] : [];
  });
}

function unitRow(item: CatalogueItem, quantity: Rational, to: string): Equivalent {
  const converted = convert({ quantity, from: item.baseUnit, to, item }, item.measures.conversions);
  if (!converted.ok) throw new Error(`${item.code} does not convert to ${to}: ${converted.detail.en}`);
  return rowOf(to, nameOfUnit(to, item.measures), converted.quantity);
}

function rowOf(unit: string, name: Bilingual, value: Rational): Equivalent {
  const { text, exact } = decimal(value);
  return { unit, name, quantity: text, exact, fraction: `${value.numerator}/${value.denominator}` };
}

/** The number in decimal digits: whole when that says it exactly, else to six significant ones, half rounded up. */
export function decimal({ numerator, denominator }: Rational, digits = 6): { text: string; exact: boolean } {
  const whole = (numerator / denominator).toString();
  let places = whole === '0' ? digits : Math.max(0, digits - whole.length);
  if (whole === '0') for (let unit = denominator; unit > numerator * 10n && places < 30; unit /= 10n) places += 1;
  const scale = 10n ** BigInt(places);
  const exact = (numerator * scale) % denominator === 0n;
  const scaled = (numerator * scale * 2n + denominator) / (denominator * 2n);
  const text = `${scaled / scale}.${(scaled % scale).toString().padStart(places, '0')}`;
  return { text: places === 0 ? `${scaled}` : text.replace(/\.?0+$/, ''), exact };
}

function pressureOf(text: string | undefined): Rational | undefined {
  if (text === undefined) return undefined;
  const pressure = rational(text);
  if (pressure && pressure.numerator > 0n && pressure.numerator <= HIGHEST_MEGAPASCALS * pressure.denominator)
    return pressure;
  const detail = {
    zh: `pressureMegapascals: 请填 0 到 ${HIGHEST_MEGAPASCALS} 之间的表压（MPa）；1 MPa = 10 bar`,
    en: `pressureMegapascals: give the gauge pressure in MPa, above 0 and up to ${HIGHEST_MEGAPASCALS}; 1 MPa is 10 bar`,
  };
  throw invalid('invalid-input', { field: 'pressureMegapascals', params: { detail } });
}

function pressureNeeded(cylinder: CatalogueItem) {
  const detail = {
    zh: `pressureMegapascals: “${cylinder.name.zh}”里有多少氧要看压力，请填表压（MPa），例如 13.5`,
    en: `pressureMegapascals: what a "${cylinder.name.en}" holds depends on its pressure; state it in MPa, such as 13.5`,
  };
  return invalid('invalid-input', { field: 'pressureMegapascals', params: { detail } });
}

const valueOf = (field: string, value: string) => ({ field, params: { field, value } });

const substanceBasis: Bilingual[] = [
  { zh: '液氧（沸点）1.141 kg/L', en: 'Liquid oxygen at its boiling point: 1.141 kg/L' },
  { zh: '氧气（0 °C，101.325 kPa）1.429 kg/Nm³', en: 'Oxygen gas at 0 °C and 101.325 kPa: 1.429 kg/Nm³' },
  { zh: '氧气（20 °C，101.325 kPa）1.331 kg/m³', en: 'Oxygen gas at 20 °C and 101.325 kPa: 1.331 kg/m³' },
];
const cylinderBasis: Bilingual = {
  zh: '气瓶：水容积每升、表压每 MPa 折合 10 L 气体（20 °C）；实际略多几个百分点，按此计偏安全',
  en: 'Cylinder: 10 L of gas (20 °C) for each litre of water volume and each MPa of gauge pressure; in truth a few per cent more, so this errs on the safe side',
};
