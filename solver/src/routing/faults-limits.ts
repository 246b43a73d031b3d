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
  /** Seconds since any origin; also of legs, distances of legs and limits of routes. VROOM's largest number. */
  unsigned: 4_294_967_295,
  /** Seconds of setup, service, breaks and loading: 31 years. */
  seconds: 1_000_000_000,
  /** Of one task in one dimension. */
  amount: 1_000_000_000,
  capacity: 2_147_483_647,
  money: 1_000_000_000_000,
  priority: 100,
  speedFactor: 5,
  speedKmh: 1000,
  detour: 10,
} as const;
