import { exponential, logarithm } from '../../arithmetic/elementary.ts';
import { classInts, column } from '../compile/classes.ts';
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
/** With several depots such heat is a waste and such cold a standstill: measured on 360 to 480 stops and four to six depots. */
const DEPOTS_START_SHARE = 1;
const DEPOTS_END_SHARE = 0.1;

/** The range of temperatures that fits a plan's costs. */
export function temperatures(model: RoutingModel, cost: number, routes: Routes): TemperatureRange {
  let absence = 0;
  const served = new Set(routes.flat());
  for (let visit = 0; visit < model.visits; visit++) {
    if (model.role[visit] !== 2 && !served.has(visit)) absence += model.absencePrice[visit]!;
  }
  const average = Math.max(cost - absence, 1e-3) / Math.max(1, served.size);
  const given = model.startRoutes.reduce((sum, { stops }) => sum + stops.length, 0);
  if (2 * given > model.visits) return { start: WARM_START_SHARE * average, end: END_SHARE * average };
  if (hasSeveralDepots(model)) return { start: DEPOTS_START_SHARE * average, end: DEPOTS_END_SHARE * average };
  return { start: START_SHARE * average, end: END_SHARE * average };
}

/** Whether vehicles start at different places. */
export function hasSeveralDepots(model: RoutingModel): boolean {
  const depot = model.classInts[column.start];
  for (let which = 1; which < model.classes; which++) {
    if (model.classInts[which * classInts + column.start] !== depot) return true;
  }
  return false;
}

/** Geometric cooling: the temperature at a share of the effort. */
export function temperatureAt(range: TemperatureRange, share: number): number {
  return range.start * exponential(share * logarithm(range.end / range.start));
}
