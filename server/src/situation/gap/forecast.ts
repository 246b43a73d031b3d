import { type Amount, GAP_HOURS, type GapPoint, type GapZero, SHIFT_HOURS } from '@baogong/contract';
import { type LineFigures, yieldBetween } from '../../supply/index.ts';
import { demandAt } from './demand.ts';
import type { ArrivalRow, DemandRow } from './demand-queries.ts';
import { TO_P90 } from './picture.ts';
import type { SupplyRow } from './supply-queries.ts';

const HOUR = 3_600_000;
/** A plan above capacity is taken at most this far into the days after it. */
const MOST_UTILISATION = 1.5;

export type GapInput = {
  /** Milliseconds since 1970. */
  now: number;
  supply: readonly SupplyRow[];
  lines: readonly LineFigures[];
  /** The time that the lines' current plans are for, milliseconds since 1970. */
  planned: { from: number; until: number };
  demand: readonly DemandRow[];
  arrivals: readonly ArrivalRow[];
};

/**
 * Demand, supply and gap now and at each of the next 72 hours. Demand: open needs and use since now, the larger of the two
 * for each site, and new needs at the rate of the last days. Supply: what is there and comes, and output since now.
 */
export function forecastGap(input: GapInput): GapPoint[] {
  const output = outputByHour(input);
  return Array.from({ length: GAP_HOURS + 1 }, (_, hour) => {
    const demand = demandOf(input, hour);
    const supply = supplyOf(input, output[hour]!, hour);
    return { at: new Date(input.now + hour * HOUR).toISOString(), demand, supply, gap: between(demand, supply) };
  });
}

function demandOf({ demand, arrivals }: GapInput, hour: number): Amount {
  const { consumption, needs } = demandAt(demand, hour);
  const fresh = arrivals.reduce((sum, row) => sum + row.perHour, 0) * hour;
  // A compound Poisson process: its variance is the rate of the squared quantities.
  const spread = TO_P90 * Math.sqrt(arrivals.reduce((sum, row) => sum + row.squaredPerHour, 0) * hour);
  const quantity = consumption.quantity + needs.quantity + Math.round(fresh);
  const below = Math.hypot(consumption.quantity - consumption.low, Math.min(spread, fresh));
  const above = Math.hypot(consumption.high - consumption.quantity, spread);
  return { quantity, low: quantity - Math.round(below), high: quantity + Math.round(above), unknown: needs.unknown };
}

function supplyOf({ supply }: GapInput, output: Amount, hour: number): Amount {
  const there = supply
    .filter(({ part, from, until }) => part !== 'reserve-locked' && from <= hour && (until === null || until > hour))
    .reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    quantity: there + output.quantity,
    low: there + output.low,
    high: there + output.high,
    unknown: output.unknown,
  };
}

/** Errors of demand and supply are apart: they add up as squares. Lines that nobody reported may make it smaller still. */
function between(demand: Amount, supply: Amount): Amount {
  const quantity = demand.quantity - supply.quantity;
  const below = Math.hypot(demand.quantity - demand.low, supply.high - supply.quantity);
  const above = Math.hypot(demand.high - demand.quantity, supply.quantity - supply.low);
  return {
    quantity,
    low: quantity - Math.round(below),
    high: quantity + Math.round(above),
    unknown: demand.unknown + supply.unknown,
  };
}

/** Output of all lines since now, hour by hour. A line's error stays with it; lines err apart. */
function outputByHour(input: GapInput): Amount[] {
  const { now, lines } = input;
  const running = lines.filter(({ yielding }) => yielding.running);
  const sums = running.map(() => 0);
  return Array.from({ length: GAP_HOURS + 1 }, (_, hour) => {
    let quantity = 0;
    let [below, above, possible, unknown] = [0, 0, 0, 0];
    running.forEach((line, index) => {
      const from = now + (hour - 1) * HOUR;
      if (hour > 0) sums[index]! += yieldBetween(line.yielding, from, from + HOUR);
      const rate = utilisation(line, input);
      if (rate === null) {
        unknown += 1;
        possible += sums[index]!;
        return;
      }
      const { mean, deviation } = line.keeping;
      const made = sums[index]! * rate;
      quantity += made * mean;
      below += (made * Math.min(mean, TO_P90 * deviation)) ** 2;
      above += (made * TO_P90 * deviation) ** 2;
    });
    const middle = Math.round(quantity);
    const low = Math.max(0, Math.round(middle - Math.sqrt(below)));
    return { quantity: middle, low, high: Math.round(middle + Math.sqrt(above) + possible), unknown };
  });
}

/** Plan over what capacity and ramp allow in the same time: carried on into the days ahead. null: not reported. */
function utilisation({ plannedNow, yielding }: LineFigures, { planned }: GapInput): number | null {
  if (plannedNow === null) return null;
  const possible = yieldBetween(yielding, planned.from, planned.until);
  // A line that yields nothing yet is believed to run at capacity once it does.
  const least = (yielding.capacity / SHIFT_HOURS) * 0.01;
  return possible < least ? 1 : Math.min(MOST_UTILISATION, plannedNow / possible);
}

/** When the gap is gone, or when it begins, from its history (oldest first) and forecast (now first). */
export function zeroOf(history: readonly GapPoint[], forecast: readonly GapPoint[]): GapZero {
  const now = forecast[0]!;
  const isBlank = ({ demand, supply }: GapPoint) =>
    demand.quantity + supply.quantity === 0 && demand.unknown + supply.unknown === 0;
  if (forecast.every(isBlank)) return { state: 'unknown', since: null, expectedAt: null, expectedBetween: null };
  const firstWhere = (holds: (gap: Amount) => boolean) => forecast.find(({ gap }) => holds(gap))?.at ?? null;
  if (now.gap.quantity > 0) {
    // Gone for good within what is foretold: not a dip that opens again.
    const lastOpen = forecast.findLastIndex(({ gap }) => gap.quantity > 0);
    const expectedAt = forecast[lastOpen + 1]?.at ?? null;
    const earliest = firstWhere(({ low }) => low <= 0);
    const latest = forecast[forecast.findLastIndex(({ gap }) => gap.high > 0) + 1]?.at ?? null;
    return { state: expectedAt ? 'closing' : 'open', since: null, expectedAt, expectedBetween: { earliest, latest } };
  }
  const lastGap = history.findLastIndex(({ gap }) => gap.quantity > 0);
  const since = history[lastGap + 1]?.at ?? now.at;
  const expectedAt = firstWhere(({ quantity }) => quantity > 0);
  if (!expectedAt) return { state: 'zero', since, expectedAt: null, expectedBetween: null };
  const earliest = firstWhere(({ high }) => high > 0);
  const latest = firstWhere(({ low }) => low > 0);
  return { state: 'opening', since, expectedAt, expectedBetween: { earliest, latest } };
}
