import type { ReadingInput } from '@baogong/contract';
import { type CatalogueItem, exactUnits, unitFinder } from '../../catalogue/index.ts';
import type { StockRow } from '../forecast/queries.ts';
import { plannedPerHour } from '../forecast/flow.ts';
import { invalid, type Refusal } from '../../platform/refusal.ts';

/** Clocks of phones and gauges may be ahead by so much; the forecast takes the same. */
const MINUTES_AHEAD = 10;
export const DAYS_LATE = 7;
/** A full tank may read a little more than full; far more is a typing error. */
const MOST_PERCENT = 1000;
/** 10⁹ kg of anything is a typing error: contract's largest quantity, base units. */
const MOST_BASE_UNITS = 1_000_000_000_000;
const GUESS_SHARE = 0.05;

/** A reading that can be taken: in base units, with what was said. */
export type CheckedReading = {
  index: number;
  /** Milliseconds since the epoch. */
  at: number;
  quantity: number | null;
  said: number | null;
  unit: string | null;
  deviation: number | null;
  devices: ReadingInput['devices'] | null;
  patients: ReadingInput['patients'] | null;
  plannedPerHour: number | null;
};

/** What can be said of a reading before its stock is known: does it say anything, of which time? */
export function checkTime(reading: ReadingInput, index: number, now: Temporal.Instant): number {
  const field = (name: string) => ({ field: `readings[${index}].${name}` });
  if (reading.stockId === undefined && (reading.organisationId === undefined || reading.item === undefined))
    throw invalid('reading-of-what', field('stockId'));
  if (!reading.level && !saysSomething(reading.devices) && !saysSomething(reading.patients))
    throw invalid('reading-says-nothing', field('level'));
  const at = reading.at === undefined ? now.epochMilliseconds : Date.parse(reading.at);
  if (at > now.epochMilliseconds + MINUTES_AHEAD * 60_000)
    throw invalid('reading-in-future', { ...field('at'), params: { minutes: MINUTES_AHEAD } });
  if (at < now.epochMilliseconds - DAYS_LATE * 86_400_000)
    throw invalid('reading-too-old', { ...field('at'), params: { days: DAYS_LATE } });
  return at;
}

/** The reading in the stock's base units, or a refusal that names field and cure. */
export function checkReading(
  reading: ReadingInput,
  index: number,
  at: number,
  stock: StockRow,
  item: CatalogueItem,
): CheckedReading {
  const level = reading.level;
  const quantity = level ? quantityOf(level, stock, item, `readings[${index}].level`) : null;
  const devices = saysSomething(reading.devices) ? reading.devices! : null;
  const patients = saysSomething(reading.patients) ? reading.patients! : null;
  const guess = Math.max(1, Math.round(GUESS_SHARE * (stock.capacity ?? quantity ?? 0)));
  return {
    index,
    at,
    quantity,
    said: level?.value ?? null,
    unit: level?.unit ?? null,
    deviation: reading.isEstimate && quantity !== null ? guess : null,
    devices,
    patients,
    plannedPerHour: plannedPerHour(item.code, devices, patients),
  };
}

type Level = NonNullable<ReadingInput['level']>;

function quantityOf(level: Level, stock: StockRow, item: CatalogueItem, field: string): number {
  const share = shareOf(level, stock, field);
  if (share === null) return counted(level, item, field);
  if (stock.capacity === null) throw capacityNeeded(field, false);
  return Math.round(share * stock.capacity);
}

/** The level as a share of the capacity; null where it is a quantity. */
function shareOf({ value, unit }: Level, stock: StockRow, field: string): number | null {
  const word = unit.normalize('NFKC').trim().toLowerCase();
  if (percentWords.has(word)) return within(value, 0, MOST_PERCENT, '%', field) / 100;
  const kilopascal = pressureUnits[word];
  if (kilopascal === undefined) return null;
  if (stock.fullKilopascal === null) throw capacityNeeded(field, true);
  const most = (stock.fullKilopascal * 10) / kilopascal;
  return (within(value, 0, most, unit, field) * kilopascal) / stock.fullKilopascal;
}

const percentWords = new Set(['percent', '%', '百分比', '％']);
/** How many kPa one is. */
const pressureUnits: Record<string, number> = {
  kilopascal: 1,
  kpa: 1,
  千帕: 1,
  megapascal: 1000,
  mpa: 1000,
  兆帕: 1000,
  bar: 100,
};

const unitsByItem = new WeakMap<CatalogueItem, ReturnType<typeof exactUnits>>();

/** Conversions are exact fractions, so they are worked out once for each item. */
function unitsOf(item: CatalogueItem): ReturnType<typeof exactUnits> {
  const known = unitsByItem.get(item) ?? exactUnits(item, item.measures);
  unitsByItem.set(item, known);
  return known;
}

function counted({ value, unit }: Level, item: CatalogueItem, field: string): number {
  const units = unitsOf(item);
  const known = units.find((each) => each.unit === unit) ?? unitNamed(unit, item, units);
  if (!known) {
    const allowed = ['%', ...units.map((each) => each.unit)].slice(0, 12).join(', ');
    throw invalid('reading-unit-unknown', { field: `${field}.unit`, params: { unit: unit.slice(0, 40), allowed } });
  }
  return Math.round(within(value, 0, MOST_BASE_UNITS / known.toBase, known.unit, field) * known.toBase);
}

function unitNamed(word: string, item: CatalogueItem, units: readonly { unit: string; toBase: number }[]) {
  const found = unitFinder([...item.measures.units.values()])(word, item);
  return found && units.find(({ unit }) => unit === found.code);
}

function within(value: number, least: number, most: number, unit: string, field: string): number {
  if (Number.isFinite(value) && value >= least && value <= most) return value;
  const params = { value: String(value).slice(0, 40), least, most: Math.round(most), unit };
  throw invalid('reading-out-of-range', { field: `${field}.value`, params });
}

function capacityNeeded(field: string, withPressure: boolean): Refusal {
  const pressure = withPressure ? { zh: '和满罐压力', en: ' and the pressure when full' } : { zh: '', en: '' };
  return invalid('capacity-needed', { field: `${field}.unit`, params: { pressure } });
}

function saysSomething(counts: object | undefined): boolean {
  return counts !== undefined && Object.values(counts).some((count) => count !== undefined);
}
