/**
 * A routing problem: VROOM's JSON (its API documentation names the standard keys), so that a file written for VROOM is one for
 * this solver, extended by the keys marked «extension».
 *
 * Units, fixed once: times and durations in whole seconds (any origin); distances in whole metres; quantities in whole numbers
 * of the amount's dimension; money (`fixed`, `per_hour`, `per_km`, `drop_cost` …) in the caller's unit, fractions allowed;
 * coordinates in degrees, [longitude, latitude].
 */
export type RoutingProblem = {
  vehicles: Vehicle[];
  jobs?: Job[];
  shipments?: Shipment[];
  /** By profile (`car` by default). Without it, durations and distances follow from coordinates: see `travel`. */
  matrices?: Record<string, ProfileMatrices>;
  /** Extension: how coordinates become distances, by profile. Great-circle distance × `detour` (1.3), at `speed_kmh` (30). */
  travel?: Record<string, TravelAssumption>;
  /** Extension: price of each task that another vehicle serves than the one whose `steps` name it. */
  change_cost?: number;
};

/** Rows of rows as in JSON, or all rows one after the other (size²), which saves memory at thousands of places. */
export type Matrix = number[][] | Int32Array;

export type ProfileMatrices = {
  /** Seconds from row to column; −1 or null in JSON is not allowed: leave out what can't be reached by a huge value. */
  durations?: Matrix;
  /** Metres from row to column. */
  distances?: Matrix;
  /** What a leg costs, in place of `per_hour` and `per_km`. */
  costs?: Matrix;
};

export type TravelAssumption = { speed_kmh?: number; detour?: number };

export type Coordinates = [longitude: number, latitude: number];
/** [from, to], both inclusive: service may start at any second of it. */
export type TimeWindow = [number, number];

export type Vehicle = {
  id: number;
  /** Which matrix it drives by; `car` by default. */
  profile?: string;
  description?: string;
  /** One of start and end may be missing (open route), as coordinates or as an index into the matrices. */
  start?: Coordinates;
  start_index?: number;
  end?: Coordinates;
  end_index?: number;
  /** Most that it carries, by dimension; no limit without it. */
  capacity?: number[];
  costs?: VehicleCosts;
  skills?: number[];
  /** For `service_per_type`, `setup_per_type` and `vehicle_types` of tasks. */
  type?: string;
  /** The shift: leaves the start and reaches the end within it. */
  time_window?: TimeWindow;
  breaks?: Break[];
  /** Divides durations of travel; 1 by default, 0 < factor ≤ 5. */
  speed_factor?: number;
  /** Tasks at most: a job, a pickup and a delivery are one each. */
  max_tasks?: number;
  /** Seconds of travel at most. */
  max_travel_time?: number;
  /** Metres of travel at most. */
  max_distance?: number;
  /** The plan to start from, and what of it is locked. */
  steps?: VehicleStep[];
  /** Extension: seconds from leaving the start to reaching the end at most, waiting and breaks included. */
  max_duration?: number;
  /** Extension: where it may load anew within its shift, so that it makes several trips a day. */
  reloads?: Reload[];
  /** Extension: most reloads in its shift; no limit without it. */
  max_reloads?: number;
  /** Extension: its size (e.g. tonnes, or metres of length), against `max_vehicle_size` of tasks. */
  size?: number;
  /** Extension: after `driving` seconds of travel without a rest, a rest of `rest` seconds. Waiting that long is a rest. */
  driving_limit?: { driving: number; rest: number };
};

/** Costs of a vehicle: `fixed` once it is used, `per_hour` of travel (3600 without any matrix of costs), `per_task_hour`, `per_km`. */
export type VehicleCosts = { fixed?: number; per_hour?: number; per_task_hour?: number; per_km?: number };

export type Break = {
  id: number;
  description?: string;
  /** When it may start; at any time without them. */
  time_windows?: TimeWindow[];
  /** Seconds that it lasts; 0 by default. */
  service?: number;
  /** Most that may be on board meanwhile. */
  max_load?: number[];
};

/** Extension: goes there, unloads what it has picked up, loads what the next trip delivers. */
export type Reload = {
  id: number;
  description?: string;
  location?: Coordinates;
  location_index?: number;
  /** Seconds of loading; 0 by default. */
  service?: number;
  time_windows?: TimeWindow[];
};

/** What jobs, pickups and deliveries share: where, when, how long, for whom. */
export type Stop = {
  id: number;
  description?: string;
  location?: Coordinates;
  location_index?: number;
  /** Seconds before service, unless the vehicle comes from the same place. */
  setup?: number;
  /** Seconds of service. */
  service?: number;
  setup_per_type?: Record<string, number>;
  service_per_type?: Record<string, number>;
  time_windows?: TimeWindow[];
  /** Extension: vehicles larger than this can't come here. */
  max_vehicle_size?: number;
  /** Extension: only vehicles of these types may come here. */
  vehicle_types?: string[];
  /** Extension: service may start up to `most` seconds after the last time window's end, at `per_hour` for the lateness. */
  lateness?: { most: number; per_hour: number };
};

type Optional = {
  skills?: number[];
  /** 0 … 100: the sum over tasks served is maximised first, then their number, then cost is minimised. */
  priority?: number;
  /** Extension: price of leaving the task out, weighed against cost, instead of serving it at any cost. */
  drop_cost?: number;
};

export type Job = Stop &
  Optional & {
    /** Loaded at the start (or at a reload), brought here. */
    delivery?: number[];
    /** Taken here, brought to the end (or to a reload). */
    pickup?: number[];
  };

/** Taken at `pickup`, brought to `delivery` by the same vehicle on the same trip. */
export type Shipment = Optional & {
  amount?: number[];
  pickup: Stop;
  delivery: Stop;
};

export type VehicleStep = {
  type: 'start' | 'job' | 'pickup' | 'delivery' | 'break' | 'reload' | 'end';
  /** Of the job, of the shipment's stop, of the break or of the reload. */
  id?: number;
  /** Service starts then, not before, not after. */
  service_at?: number;
  service_after?: number;
  service_before?: number;
  /** Extension: the vehicle does this in any case, and all locked steps before anything else, in the order given. */
  locked?: boolean;
};
