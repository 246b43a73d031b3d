/** The largest numbers that a problem may hold. Everything has a bound; larger ones are faults, not surprises. */
export const limits = {
  /** Faults that are collected; there may be more. */
  faults: 100,
  vehicles: 10_000,
  tasks: 100_000,
  /** Without matrices: their own matrix of this many places takes 900 MB. */
  places: 15_000,
  /** Elements of the other lists: windows, skills, breaks, reloads, steps of a vehicle … */
  elements: 100_000,
  dimensions: 64,
  id: Number.MAX_SAFE_INTEGER,
  /** Seconds since any origin, and entries of matrices: VROOM's largest number. */
  unsigned: 4_294_967_295,
  /** All windows open within eight years. */
  secondsApart: 250_000_000,
  /** Seconds of setup, service, breaks and loading: three years. */
  seconds: 100_000_000,
  /** In one dimension of a task, a vehicle or a break; also limits of tasks, travel and reloads. No limit is said by none. */
  quantity: 1_000_000_000,
  money: 1_000_000_000_000,
  priority: 100,
  speedFactor: 5,
  speedKmh: 1000,
  detour: 10,
} as const;
