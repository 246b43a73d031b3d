import { logarithm } from '../arithmetic/index.ts';
import { advance } from './drift.ts';
import {
  AT,
  BELIEF,
  BELIEFS,
  covarianceAt,
  PLANNED_RATE,
  RATE,
  SIZE,
  type StockState,
  USAGE_RATIO,
} from './stock-state.ts';
import { takeDelivery } from './take-delivery.ts';
import { type ReadingKind, takeReading } from './take-reading.ts';

/** One fact of a site's item. Minutes since 1970-01-01T00:00Z, base units. */
export type StockFact =
  /** `deviation`: how far this reading may be off beside the gauge's step, one standard deviation; the usual without it. */
  | { kind: 'reading'; at: number; quantity: number; deviation?: number }
  | { kind: 'delivery'; at: number; quantity: number }
  /** What the patients or devices of that time would use by planning rates, for example `plannedOxygenGramsPerHour`. */
  | { kind: 'usage'; at: number; plannedPerHour: number };

/** What became of a fact. The first two change the forecast, the others don't; `late` asks to build the state anew from all facts. */
export type FactVerdict =
  | ReadingKind
  | 'empty-while-in-use'
  | 'late'
  | 'not-a-number'
  | 'negative'
  | 'too-large'
  | 'above-capacity'
  | 'in-future'
  | 'usage-zero';

/** Clocks of gauges and phones may be ahead by so much. */
const MINUTES_AHEAD = 10;
/** A full tank may read a little more than full. */
const CAPACITY_SLACK = 1.05;
/** Beyond this, integers lose digits. */
const LARGEST_QUANTITY = 2 ** 53;

/** Minutes since the epoch: the year 3871. */
export const LARGEST_TIME = 1e9;

/** Verdicts that leave the forecast as it was. */
const refusals: ReadonlySet<FactVerdict> = new Set<FactVerdict>([
  'late',
  'not-a-number',
  'negative',
  'too-large',
  'above-capacity',
  'in-future',
  'usage-zero',
]);

export function isUsed(verdict: FactVerdict): boolean {
  return !refusals.has(verdict);
}

/**
 * Takes one fact, in constant time. Facts come in the order of their times; one from before the last is `late` and changes
 * nothing: build the state anew from the ledger (`buildForecast`), which takes some microseconds a fact.
 * @param now minutes since the epoch: facts from later are refused
 */
export function updateForecast(state: StockState, fact: StockFact, now: number): FactVerdict {
  const refusal = refusalOf(state, fact, now);
  if (refusal !== null) return refusal;
  const { settings, values } = state;
  if (fact.at < values[AT]!) return 'late';
  if (Number.isNaN(values[AT]!)) values[AT] = fact.at;
  else advance(settings, values, fact.at);
  if (fact.kind === 'reading') {
    const kind = takeReading(settings, values, fact.quantity, fact.deviation);
    const inUse = values[PLANNED_RATE]! > 0 && fact.quantity <= settings.deadStock;
    return inUse ? 'empty-while-in-use' : kind;
  }
  if (fact.kind === 'delivery') takeDelivery(settings, values, fact.quantity);
  else takeUsage(values, fact.plannedPerHour);
  return 'plain';
}

/** Why a fact can't be used whatever came before it; `null`: it can. */
function refusalOf({ settings: { capacity } }: StockState, fact: StockFact, now: number): FactVerdict | null {
  const amount = fact.kind === 'usage' ? fact.plannedPerHour : fact.quantity;
  if (!Number.isFinite(amount) || !Number.isFinite(fact.at)) return 'not-a-number';
  if (amount < 0) return 'negative';
  if (amount > LARGEST_QUANTITY || Math.abs(fact.at) > LARGEST_TIME) return 'too-large';
  if (fact.at > now + MINUTES_AHEAD) return 'in-future';
  if (fact.kind === 'usage') return amount === 0 ? 'usage-zero' : null;
  if (
    fact.kind === 'reading' &&
    fact.deviation !== undefined &&
    !(fact.deviation >= 0 && fact.deviation < LARGEST_QUANTITY)
  )
    return 'not-a-number';
  return capacity !== null && amount > capacity * CAPACITY_SLACK ? 'above-capacity' : null;
}

/** Counts of devices lag and round: deviation of ln of one report. */
const USAGE_DEVIATION = 0.2;
const crossed = new Float64Array(SIZE);

/** A report of patients or devices tells of the level, through the site's own ratio to the planning rates. */
function takeUsage(values: Float64Array, plannedPerHour: number): void {
  values[PLANNED_RATE] = plannedPerHour;
  for (let mode = 0; mode < BELIEFS; mode += 1) correctByUsage(values, mode * BELIEF, logarithm(plannedPerHour));
}

/** Ln of the planned rate = level − ratio + error: linear, so a plain Kalman correction; a report far off counts for less. */
function correctByUsage(values: Float64Array, offset: number, planned: number): void {
  const surprise = planned - (values[offset + RATE]! - values[offset + USAGE_RATIO]!);
  for (let row = 0; row < SIZE; row += 1)
    crossed[row] = values[covarianceAt(offset, row, RATE)]! - values[covarianceAt(offset, row, USAGE_RATIO)]!;
  const variance = Math.max(crossed[RATE]! - crossed[USAGE_RATIO]! + USAGE_DEVIATION ** 2, (surprise * surprise) / 4);
  for (let row = 0; row < SIZE; row += 1) {
    const gain = crossed[row]! / variance;
    values[offset + row]! += gain * surprise;
    for (let column = 0; column < SIZE; column += 1)
      values[covarianceAt(offset, row, column)]! -= gain * crossed[column]!;
  }
}
