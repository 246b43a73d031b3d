/**
 * Scarce supply and the needs it is for. All quantities are whole numbers of the item's base unit (g of liquid oxygen, piece,
 * tablet, mL); periods count from 0 (dispatch rounds, shifts or days: the caller's choice).
 */
export type AllocationProblem = {
  items: AllocationItem[];
  sources: AllocationSource[];
  sites: AllocationSite[];
  supplies: Supply[];
  demands: Demand[];
  /** Which source may serve which site. Left out: every source serves every site, at no cost and at once. */
  lanes?: Lane[];
  /** What people have decided: these lines get exactly so much, before anybody else. */
  overrides?: Override[];
};

export type AllocationItem = {
  id: string;
  /** What leaves a source leaves in whole packs of so many units; 1 when left out. */
  unitsPerPack?: number;
  /** Weight of one unit; 1 when left out. Read for fleet limits and for costs. */
  gramsPerUnit?: number;
};

export type AllocationSource = {
  id: string;
  /** What its vehicles can carry within the horizon, all items together; no limit when left out. */
  fleetGrams?: number;
};

export type AllocationSite = {
  id: string;
  /** A site of weight 2 is to be covered twice as well as one of weight 1; 1 when left out. */
  weight?: number;
};

/** A lot, or what a source makes in one period. */
export type Supply = {
  source: string;
  item: string;
  units: number;
  lot?: string;
  /** First period in which it can leave; 0 when left out. */
  fromPeriod?: number;
  /** Last period in which it may be used, may lie beyond the horizon; never expires when left out. */
  untilPeriod?: number;
};

/** What one site asks for of one item in one period: a line of the plan. */
export type Demand = {
  site: string;
  item: string;
  /** Period in which it is used; 0 when left out. */
  period?: number;
  units: number;
  /** Below this much, a life-critical use runs dry within the horizon; 0 when left out. */
  criticalUnits?: number;
  /** What even the smallest is to get before shares are made even; 0 when left out. */
  floorUnits?: number;
  /** Rationing: never more than this. */
  capUnits?: number;
  /** Usable stock that the site holds already: counts as covered. 0 when left out. */
  onHandUnits?: number;
  /** Multiplies the site's weight; 1 when left out. */
  weight?: number;
  /** Lines of a lower number are made even and served first, after critical needs and floors; 0 when left out. */
  priority?: number;
};

export type Lane = {
  source: string;
  site: string;
  /** Cost of carrying a tonne, in fen; 0 when left out. */
  costPerTonne?: number;
  /** Periods from leaving to use; 0 when left out. */
  transitPeriods?: number;
  /** Not allowed now (road, licence, quarantine): named as a cause where opening it would help. */
  closed?: boolean;
};

export type Override = {
  site: string;
  item: string;
  /** 0 when left out. */
  period?: number;
  /** Exactly so many units: a multiple of the pack. */
  units: number;
  /** All of it from this source; any source when left out. */
  source?: string;
};

export type AllocationOptions = {
  /** Works out causes per line; true when left out. */
  explain?: boolean;
};
