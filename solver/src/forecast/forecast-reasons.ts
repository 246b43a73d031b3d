import { exponential } from '../arithmetic/index.ts';
import type { Band } from './empty-at.ts';
import { gaugeStep } from './gauge.ts';
import { LONGEST_HOURS } from './horizon.ts';
import {
  BELIEF,
  BELIEFS,
  LAST_READING_AT,
  PLANNED_RATE,
  rangeOf,
  READINGS,
  type StockState,
  USAGE_RATIO,
  WEIGHT,
} from './stock-state.ts';
import type { FactVerdict } from './update-forecast.ts';

/** One cause of a band's width, with its figures. Words are made where people read. */
export type Reason =
  | { code: 'no-reading' }
  /** Minutes since the last reading that was used. */
  | { code: 'old-reading'; minutes: number }
  | { code: 'few-readings'; readings: number }
  /** The last reading fits neither stock nor consumption: is it right? */
  | { code: 'doubtful-reading'; verdict: FactVerdict }
  /** Smallest step that the gauge shows, base units. */
  | { code: 'coarse-gauge'; step: number }
  /** Chance that consumption is surging, per cent. */
  | { code: 'surge'; percent: number }
  /** What the site uses of what patients and devices would take by planning rates, per cent. */
  | { code: 'usage-ratio'; percent: number };

const OLD_MINUTES = 6 * 60;
const FRESH_MINUTES = 4 * 60;
const STALE_MINUTES = 24 * 60;
const FEW = 4;
const COARSE = 0.04;
const SURGE = 0.5;
const SURGING = WEIGHT + 1;
/** Width of the band over the time to its middle. */
const NARROW = 0.6;
const WIDE = 1.5;

/** How far the band can be trusted to be narrow enough to act on, and what made it as wide as it is. */
export function describeForecast(
  state: StockState,
  empty: Band<number | null>,
  now: number,
  doubtful: FactVerdict | null,
): { confidence: 'high' | 'medium' | 'low'; why: Reason[] } {
  const { settings, values } = state;
  const minutes = Math.max(0, Math.round(now - values[LAST_READING_AT]!));
  const readings = values[READINGS]!;
  const step = gaugeStep(settings, values);
  const why: Reason[] = [];
  if (minutes >= OLD_MINUTES) why.push({ code: 'old-reading', minutes });
  if (readings < FEW) why.push({ code: 'few-readings', readings });
  if (doubtful !== null) why.push({ code: 'doubtful-reading', verdict: doubtful });
  if (step >= COARSE * rangeOf(settings, values)) why.push({ code: 'coarse-gauge', step });
  if (values[SURGING]! >= SURGE) why.push({ code: 'surge', percent: Math.round(100 * values[SURGING]!) });
  if (!Number.isNaN(values[PLANNED_RATE]!)) why.push({ code: 'usage-ratio', percent: ratioPercent(values) });
  const width = widthOf(empty, now);
  if (minutes > STALE_MINUTES || width > WIDE || readings < 2 || doubtful !== null) return { confidence: 'low', why };
  const high = minutes <= FRESH_MINUTES && width <= NARROW && readings >= FEW;
  return { confidence: high ? 'high' : 'medium', why };
}

function ratioPercent(values: Float64Array): number {
  let ratio = 0;
  for (let mode = 0; mode < BELIEFS; mode += 1) ratio += values[WEIGHT + mode]! * values[mode * BELIEF + USAGE_RATIO]!;
  return Math.round(100 * exponential(ratio));
}

/** Times beyond the horizon count as its end. */
function widthOf({ p10, p50, p90 }: Band<number | null>, now: number): number {
  const last = now + LONGEST_HOURS * 60;
  return ((p90 ?? last) - (p10 ?? last)) / Math.max(60, (p50 ?? last) - now);
}
