import type { RoutingProblem } from '../problem.ts';

/** Most seconds that a time from the origin may have; later ones count as this. */
export const HORIZON = 2 ** 29;
/** Legs from here on can't be driven. */
export const UNREACHABLE = 2 ** 27;
/** Seconds of a leg that can't be driven: no time is left after it. */
export const NO_WAY = HORIZON + 1;
/** Capacity, tasks, distance without limit. */
export const UNLIMITED = 2 ** 30;

/** Who a stop is in the problem: the job, or the shipment's end, or the vehicle's reload, by index. */
export type StopSource = { type: 'job' | 'pickup' | 'delivery' | 'reload'; index: number };

/**
 * A problem in typed arrays, as kernels read it. Stops are the visits (jobs, then pickup and delivery of each shipment) and the
 * ways to reload. Vehicles alike are a class; each vehicle is a slot, those of a class side by side. Times count from `origin`.
 * Strides and columns of `classInts` and `classFloats` are those of `kernel/ruin-recreate/data.ts`.
 */
export type RoutingModel = {
  problem: RoutingProblem;
  /** Time of the problem at which the model's time 0 is. */
  origin: number;
  visits: number;
  stops: number;
  places: number;
  classes: number;
  slots: number;
  dimensions: number;
  types: number;
  /** By stop. */
  source: StopSource[];
  role: Int32Array;
  place: Int32Array;
  opens: Int32Array;
  closes: Int32Array;
  /** Closing without the lateness allowed. */
  softCloses: Int32Array;
  firstWindow: Int32Array;
  windows: Int32Array;
  partner: Int32Array;
  home: Int32Array;
  /** The only slot that may serve it, or −1. */
  boundTo: Int32Array;
  absencePrice: Float64Array;
  latenessRate: Float64Array;
  /** What orders go by: share of the largest vehicle, and travel from the nearest start. */
  demand: Float64Array;
  remoteness: Float64Array;
  /** By type and stop. */
  service: Int32Array;
  setup: Int32Array;
  /** By stop and dimension. */
  delivers: Int32Array;
  gains: Int32Array;
  /** By class and visit. */
  allowed: Int32Array;
  /** By class and dimension. */
  capacities: Int32Array;
  classInts: Int32Array;
  classFloats: Float64Array;
  breakInts: Int32Array;
  breakLoads: Int32Array;
  changePrice: number;
  /** Square matrices one after the other, rows are where a leg begins; symmetric if all are. */
  travel: Int32Array;
  symmetric: boolean;
  /** By slot: index of the vehicle in the problem. */
  vehicleOf: Int32Array;
  /** By slot: stops to start from, the first `locked` of them fixed. */
  startRoutes: { stops: number[]; locked: number }[];
  hasWindows: boolean;
  positionLoads: boolean;
  severalWindows: boolean;
  setups: boolean;
  durationLimits: boolean;
};
