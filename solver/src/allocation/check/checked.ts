/** A problem after the check: ids are numbers, everything that may be left out is there, entries at fault are not. */
export type CheckedProblem = {
  items: CheckedItem[];
  sources: { id: string; fleetGrams: number }[];
  sites: { id: string; weight: number }[];
  supplies: CheckedSupply[];
  demands: CheckedDemand[];
  /** Per site, at most one lane from each source; null: all sources, open, at no cost. */
  lanes: CheckedLane[][] | null;
  /** How many demands were given, at fault or not. */
  demandCount: number;
};

export type CheckedItem = { id: string; unitsPerPack: number; gramsPerUnit: number };

export type CheckedSupply = {
  /** Index in the problem as given. */
  index: number;
  source: number;
  item: number;
  units: number;
  lot: string;
  fromPeriod: number;
  untilPeriod: number;
};

export type CheckedDemand = {
  /** Index in the problem as given. */
  index: number;
  site: number;
  item: number;
  period: number;
  units: number;
  criticalUnits: number;
  floorUnits: number;
  capUnits: number;
  onHandUnits: number;
  /** Site's weight times the demand's own. */
  weight: number;
  priority: number;
  override: CheckedOverride | null;
};

export type CheckedOverride = { units: number; source: number };

export type CheckedLane = { source: number; costPerTonne: number; transitPeriods: number; closed: boolean };
