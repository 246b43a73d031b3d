import { buildForecast } from './build-forecast.ts';
import { type Band, emptyAt, type ExpectedDelivery } from './empty-at.ts';
import { describeForecast, type Reason } from './forecast-reasons.ts';
import { type ForecastHour, hourlyBands } from './hourly-bands.ts';
import { LONGEST_HOURS } from './horizon.ts';
import { checkExpected, checkOptions, collectFacts, type StockFault } from './stock-faults.ts';
import { newStockState, type StockOptions } from './stock-options.ts';
import { AT, LAST_READING_AT, READINGS, type StockState } from './stock-state.ts';
import { type FactVerdict, isUsed, LARGEST_TIME, type StockFact } from './update-forecast.ts';

/**
 * All that is known of one item at one site. Times are minutes since 1970-01-01T00:00Z, quantities are in the item's base unit.
 * Lists may be in any order.
 */
export type StockQuestion = StockOptions & {
  /** What gauge or count said. `deviation`: how far it may be off beside the gauge's step; the gauge's usual without it. */
  readings: readonly { at: number; quantity: number; deviation?: number }[];
  deliveries?: readonly { at: number; quantity: number }[];
  /** What patients or devices in use would take by planning rates, base units per hour (`plannedOxygenGramsPerHour`). */
  usage?: readonly { at: number; plannedPerHour: number }[];
  /** Deliveries to come that are to be counted on. Without them the answer is the time without help. */
  expected?: readonly ExpectedDelivery[];
  now: number;
  /** How many hours the curve goes ahead; 72 by default, at most 336. */
  hours?: number;
};

export type StockAnswer = {
  /** When the stock gets down to the dead stock; `null` within: later than 14 days. `null` altogether: unknown, nothing was read. */
  emptyAt: Band<number | null> | null;
  /** The stock now; `null`: unknown. */
  stock: Band | null;
  /** Hour by hour; empty where nothing was read. */
  hours: ForecastHour[];
  /** The last reading that was used. */
  lastReading: { at: number; ageMinutes: number } | null;
  confidence: 'high' | 'medium' | 'low' | 'none';
  /** What made the band as wide as it is. */
  why: Reason[];
  /** What is odd or unusable in the question, by path. */
  faults: StockFault[];
  /** To go on from with `updateForecast`. */
  state: StockState;
};

const HOURS_BY_DEFAULT = 72;

/**
 * When a site runs dry, as a band that holds the truth four times out of five. Never throws: what can't be used is named in
 * `faults` and left out, and never counts as zero. Old readings widen the band; consumption goes on without them.
 */
export function forecastStock(question: StockQuestion): StockAnswer {
  const faults: StockFault[] = [];
  const options = checkOptions(question, faults);
  const expected = checkExpected(question.expected ?? [], faults);
  const hours = checkHours(question.hours, faults);
  const { facts, paths } = collectFacts(question, faults);
  if (!(Math.abs(question.now) <= LARGEST_TIME)) {
    faults.push({ path: '$.now', code: Number.isFinite(question.now) ? 'too-large' : 'not-a-number', used: false });
    return unknown(newStockState(options), faults);
  }
  const { state, verdicts } = buildForecast(options, facts, question.now);
  verdicts.forEach((code, index) => {
    if (code !== 'plain') faults.push({ path: paths[index]!, code, used: isUsed(code) });
  });
  if (state.values[READINGS] === 0) return unknown(state, faults);
  return known(state, question.now, hours, expected, { faults, doubtful: doubtOfLast(state, facts, verdicts) });
}

function unknown(state: StockState, faults: StockFault[]): StockAnswer {
  const why: Reason[] = [{ code: 'no-reading' }];
  return { emptyAt: null, stock: null, hours: [], lastReading: null, confidence: 'none', why, faults, state };
}

function known(
  state: StockState,
  now: number,
  hours: number,
  expected: readonly ExpectedDelivery[],
  { faults, doubtful }: { faults: StockFault[]; doubtful: FactVerdict | null },
): StockAnswer {
  const start = Math.max(now, state.values[AT]!);
  const empty = emptyAt(state, start, expected)!;
  const at = state.values[LAST_READING_AT]!;
  return {
    emptyAt: empty,
    ...hourlyBands(state, start, hours, expected),
    lastReading: { at, ageMinutes: Math.max(0, Math.round(now - at)) },
    ...describeForecast(state, empty, start, doubtful),
    faults,
    state,
  };
}

/** The verdict on the last reading that was used, where it was odd. */
function doubtOfLast(
  { values }: StockState,
  facts: readonly StockFact[],
  verdicts: readonly FactVerdict[],
): FactVerdict | null {
  const last = facts.findLastIndex(
    ({ kind, at }, index) => kind === 'reading' && at === values[LAST_READING_AT] && isUsed(verdicts[index]!),
  );
  const verdict = verdicts[last] ?? 'plain';
  return verdict === 'plain' ? null : verdict;
}

function checkHours(hours: number | undefined, faults: StockFault[]): number {
  if (hours === undefined) return HOURS_BY_DEFAULT;
  if (Number.isFinite(hours) && hours >= 0) return Math.min(LONGEST_HOURS, Math.floor(hours));
  faults.push({ path: '$.hours', code: Number.isFinite(hours) ? 'negative' : 'not-a-number', used: false });
  return HOURS_BY_DEFAULT;
}
