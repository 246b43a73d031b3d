/**
 * The vehicle routing problem with time windows, plain: one depot, vehicles all alike, every task served once, within its
 * window, the sum of costs least. Places are numbered: 0 is the depot, 1 … n the tasks; every array has n + 1 entries, both
 * matrices (n + 1)², row by row: from a to b is `a * (n + 1) + b`. They need be neither symmetric nor metric.
 * All numbers are integers. A sum of costs along any plan, of loads, and of durations stays below 2³⁰.
 * A fixed cost of a vehicle belongs into the costs from the depot to each task; a route's end that is not its start, into the
 * columns of the depot.
 */
export type PlainRoutingModel = {
  /** Routes there may be at most, one a vehicle. */
  vehicles: number;
  /** What one vehicle takes at most, all tasks of its route together. */
  capacity: number;
  /** Load of each task, ≥ 0; the depot's is not read. */
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
