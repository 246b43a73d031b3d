/** Vehicles alike. */
export type Fleet = {
  /** Routes there may be at most, one a vehicle. */
  vehicles: number;
  /** From leaving the depot to being back, waiting included; without limit if absent. */
  mostDuration?: number;
};

/**
 * The vehicle routing problem with time windows, plain: vehicles differ only in their depots, every task is served once, within its
 * window, the sum of costs is least. Places are numbered: 0 is the depot of the first fleet, 1 … n the tasks, then the depots of the
 * other fleets; every array has as many entries, both matrices the square, row by row: from a to b is `a * places + b`. They need be
 * neither symmetric nor metric.
 * All numbers are integers. A sum of costs along any plan, of loads, and of durations stays below 2³⁰.
 * A fixed cost of a vehicle belongs into the costs from the depot to each task; a route's end that is not its start, into the
 * columns of the depot.
 */
export type PlainRoutingModel = {
  fleets: readonly Fleet[];
  /** What one vehicle takes at most, all tasks of its route together. */
  capacity: number;
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
