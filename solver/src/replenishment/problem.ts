/**
 * Replenishment of tanks over days (inventory routing): which driver takes which trailer when, to which tanks, with how
 * much, so that no tank runs below its safety level and the cost of a delivered kilogram is low.
 *
 * Units: minutes from the start of the horizon (integers), kilograms, kilometres, and one unit of money throughout.
 * Places are numbered: 0 is the base, then the sources in their order, then the customers in theirs; `travelMinutes` and
 * `distanceKm` are square tables in that numbering, row = from. Drivers and trailers are named by their position.
 */
export type Problem = {
  /** Length of one step of the forecasts. */
  stepMinutes: number;
  /** Number of steps; the horizon ends at `steps * stepMinutes`. */
  steps: number;
  travelMinutes: readonly ArrayLike<number>[];
  distanceKm: readonly ArrayLike<number>[];
  drivers: readonly Driver[];
  trailers: readonly Trailer[];
  sources: readonly Source[];
  customers: readonly Customer[];
  /** Nothing new may start before this minute (rolling horizon); 0 when absent. */
  nowMinute?: number;
  /** Shifts that are on the road or promised: they stay in the plan as they are and everything else is planned around. */
  frozen?: readonly Shift[];
};

/** From `startMinute` to `endMinute`, both included. */
export type Window = { startMinute: number; endMinute: number };

export type Driver = {
  id: string;
  /** A shift lies wholly inside one of them. */
  windows: readonly Window[];
  trailers: readonly number[];
  /** Rest between the end of a shift and the start of the next. */
  restMinutes: number;
  /** Longest driving of a shift, or on each side of its layover. */
  longestDrivingMinutes: number;
  layoverMinutes: number;
  layoverCost: number;
  costPerMinute: number;
};

export type Trailer = { id: string; capacityKg: number; initialKg: number; costPerKm: number };

export type Source = {
  id: string;
  setupMinutes: number;
  trailers: readonly number[];
  /** Output of a scarce plant: what each step adds to what may be loaded, kilograms. Without it there is no limit. */
  outputKg?: ArrayLike<number>;
  /** On stock at minute 0, for a source with `outputKg`. */
  initialKg?: number;
};

export type Customer = {
  id: string;
  setupMinutes: number;
  /** A visit lies wholly inside one of them. */
  windows: readonly Window[];
  trailers: readonly number[];
  /** Whether a shift that comes here may have a layover. */
  layover: boolean;
  capacityKg: number;
  /** Bottom of the tank that can't be used: the level never goes below it; 0 when absent. */
  deadStockKg?: number;
  safetyKg: number;
  initialKg: number;
  minimumDropKg: number;
  consumption: Consumption;
  /** A call-in customer: served by order only, its tank is its own affair. */
  orders?: readonly Order[];
};

/** Kilograms a step: what will likely be used, and optionally the range of the forecast. */
export type Consumption = { p50: ArrayLike<number>; p10?: ArrayLike<number>; p90?: ArrayLike<number> };

/** Quantities that arrive inside the window add up to something between `minimumKg` and `maximumKg`. */
export type Order = { earliestMinute: number; latestMinute: number; minimumKg: number; maximumKg: number };

export type Plan = { shifts: readonly Shift[] };

/** From the base over its operations back to the base. */
export type Shift = { driver: number; trailer: number; startMinute: number; operations: readonly Operation[] };

/** `quantityKg` is positive where it is delivered, negative where it is loaded. */
export type Operation = { point: number; arrivalMinute: number; quantityKg: number };

/** Which forecast is planned against: shortage is judged by high consumption, overfilling by low. 0.1 to 0.9. */
export type Quantiles = { shortage: number; overfill: number };

export const cautious: Quantiles = { shortage: 0.9, overfill: 0.1 };

/** What is wrong with an input, and where: a path such as `customers[3].windows[0]`. */
export type InputFault = { path: string; message: string; line?: number };

/** Consumption of a step at a quantile: straight lines between p10, p50 and p90; missing ends count as p50. */
export function consumptionAt({ p50, p10, p90 }: Consumption, step: number, quantile: number): number {
  const middle = p50[step]!;
  const end = quantile < 0.5 ? p10?.[step] : p90?.[step];
  if (end === undefined) return middle;
  const share = Math.min(1, Math.abs(quantile - 0.5) / 0.4);
  return middle + (end - middle) * share;
}
