/** Vehicles alike. */
export type VehicleClass = {
  /** Routes there may be at most, one a vehicle. */
  vehicles: number;
  /** What one vehicle takes at most, all tasks of its route together. */
  capacity: number;
  /** What it costs to send a vehicle at all, in the unit of the costs; 0 if absent. */
  fixedCost?: number;
  /** What a unit of the matrix of costs costs with this vehicle; 1 if absent. Of no fleet may all be 0. */
  rate?: number;
};

/** Vehicles of one depot, with the same shift and limits. */
export type Fleet = {
  classes: readonly VehicleClass[];
  /** From leaving the depot to being back, waiting included; without limit if absent. */
  mostDuration?: number;
};

/**
 * The vehicle routing problem with time windows, plain: vehicles differ in their depots, capacities and costs and in
 * whom they may serve; every task is served once, within its window, the sum of costs is least. Places are numbered: 0 is the depot of the first fleet, 1 … n the tasks, then the depots of the
 * other fleets; every array has as many entries, both matrices the square, row by row: from a to b is `a * places + b`. They need be
 * neither symmetric nor metric.
 * All numbers are integers. A sum of costs along any plan, of loads, and of durations stays below 2³⁰.
 * A route's end that is not its start belongs into the columns of the depot.
 */
export type PlainRoutingModel = {
  fleets: readonly Fleet[];
  /**
   * Which classes may serve a task: bit c is class c, those of all fleets counted one after the other, 31 at most. All bits of depots.
   * Any may if absent.
   */
  mayServe?: Int32Array;
  /** Load of each task, ≥ 0; 0 of depots. */
  loads: Int32Array;
  /** Costs, ≥ 0. */
  costs: Int32Array;
  /** Driving times, ≥ 0, in the unit of the windows. */
  durations: Int32Array;
  /** Time a task takes once begun, ≥ 0. */
  services: Int32Array;
  /** When a task may begin at the earliest; of the depot: when vehicles may leave. Whoever comes earlier waits. */
  earliest: Int32Array;
  /** When a task may begin at the latest; of the depot: when vehicles must be back. */
  latest: Int32Array;
};
