import type { RoutingModel } from '../compile/model.ts';
import type { Routes } from './search.ts';

/** Start and end of cooling, in the plan's money. */
export type TemperatureRange = { start: number; end: number };

/**
 * Shares of the average cost of serving a visit: the best of those tried on site-dependent and mixed fleets, several depots and
 * shipments of 50 to 360 stops. Less heat freezes long routes before they are sorted out.
 */
const START_SHARE = 3;
/** A plan to start from, with most of the visits, is repaired rather than melted. */
const WARM_START_SHARE = 0.3;
const END_SHARE = 0.03;

/** The range of temperatures that fits a plan's costs. */
export function temperatures(model: RoutingModel, cost: number, routes: Routes): TemperatureRange {
  let absence = 0;
  const served = new Set(routes.flat());
  for (let visit = 0; visit < model.visits; visit++) {
    if (model.role[visit] !== 2 && !served.has(visit)) absence += model.absencePrice[visit]!;
  }
  const average = Math.max(cost - absence, 1e-3) / Math.max(1, served.size);
  const given = model.startRoutes.reduce((sum, { stops }) => sum + stops.length, 0);
  const share = 2 * given > model.visits ? WARM_START_SHARE : START_SHARE;
  return { start: share * average, end: END_SHARE * average };
}

/** Geometric cooling: the temperature at a share of the effort. */
export function temperatureAt(range: TemperatureRange, share: number): number {
  const doublings = share * logarithm2(range.end / range.start);
  return range.start * power2(doublings);
}

/** 2 to the power of a value, the same on every engine (those of `Math` may differ in the last bits). */
function power2(value: number): number {
  const whole = Math.floor(value);
  const rest = (value - whole) * Math.LN2;
  let term = 1;
  let sum = 1;
  for (let index = 1; index < 20; index++) {
    term *= rest / index;
    sum += term;
  }
  return sum * 2 ** whole;
}

function logarithm2(value: number): number {
  let scaled = value;
  let whole = 0;
  while (scaled >= 1.5) {
    scaled /= 2;
    whole++;
  }
  while (scaled < 0.75) {
    scaled *= 2;
    whole--;
  }
  const ratio = (scaled - 1) / (scaled + 1);
  let term = ratio;
  let sum = 0;
  for (let odd = 1; odd < 40; odd += 2) {
    sum += term / odd;
    term *= ratio * ratio;
  }
  return whole + (2 * sum) / Math.LN2;
}
