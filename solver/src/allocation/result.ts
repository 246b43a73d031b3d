/** A plan, and why it is as it is. Quantities are in the item's base unit, money in fen. */
export type AllocationResult = {
  /** What was wrong with the problem. Entries at fault are left out of the plan; the rest is planned. */
  faults: AllocationFault[];
  /** One per demand, in the order of the demands. */
  lines: AllocationLine[];
  shipments: Shipment[];
  /** Lines that compete for the same exhausted supply or fleet, named by their index in `lines`. */
  groups: number[][];
  /** Lines that overrides change, against the plan without any override. Empty when there are none. */
  overrideEffects: OverrideEffect[];
  summary: AllocationSummary;
};

export type AllocationFault = {
  /** JSON path, such as `$.demands[3].units`. */
  path: string;
  code: FaultCode;
  /** What the message needs: the value found, the limit, the other place. */
  parameters: Record<string, string | number>;
};

export type FaultCode =
  | 'not-an-object'
  | 'not-an-array'
  | 'not-a-string'
  | 'not-a-number'
  | 'not-whole'
  | 'not-boolean'
  | 'too-small'
  | 'too-large'
  | 'too-many'
  | 'duplicate-id'
  | 'duplicate-entry'
  | 'unknown-id'
  | 'not-a-multiple-of-pack'
  | 'no-entries';

export type AllocationLine = {
  site: string;
  item: string;
  period: number;
  requestedUnits: number;
  allottedUnits: number;
  /** (on hand + allotted) ÷ (on hand + requested), at most 1; 1 where nothing is asked for. */
  coverage: number;
  /** Still missing so that nobody runs dry. */
  criticalShortUnits: number;
  /** Still missing of the floor. */
  floorShortUnits: number;
  /** Why it is not more; empty where the request is met or nothing was to be explained. */
  reasons: Reason[];
  /** Index in `groups`; -1 where it competes with nobody. */
  group: number;
};

/**
 * Lifting all causes of one reason lets at least one pack more go to the line, or to the lines that it competes with (its group, as
 * it then is; but for the line that it yields to), or to one that names the same cause; each reason is a way of its own. Most have one cause.
 */
export type Reason = { causes: Cause[] };

export type Cause =
  /** All of this supply (index in the problem's `supplies`) is allotted. */
  | { code: 'supply-exhausted'; source: string; item: string; lot: string; supply: number }
  /** The vehicles of the source are full. */
  | { code: 'fleet-exhausted'; source: string; fleetGrams: number }
  /** Rationing. */
  | { code: 'cap'; capUnits: number }
  /** Supply that is left, or that better covered lines get, lies behind a closed lane. */
  | { code: 'lane-closed'; source: string }
  /** Likewise, where no lane is given at all. */
  | { code: 'no-lane'; source: string }
  /** Likewise, where the supply comes too late for the line's period or is expired by then. */
  | { code: 'too-late'; source: string; supply: number }
  | { code: 'expired'; source: string; supply: number }
  /** An override fixed the line at so much; to lift it is to raise it. */
  | { code: 'override'; units: number }
  /** A line that is better covered holds supply by an earlier aim: `line` is its index. */
  | { code: 'yields-to'; aim: Aim | 'priority'; line: number }
  /** Less than a pack is missing, or is left at a source. */
  | { code: 'pack-rounding'; unitsPerPack: number }
  /** No source has any of the item at all. */
  | { code: 'no-supply' }
  /** The demand is at fault, see `faults`. */
  | { code: 'faulty' };

export type Aim = 'override' | 'critical' | 'floor' | 'fair';

export type Shipment = {
  source: string;
  site: string;
  item: string;
  lot: string;
  /** Index in the problem's `supplies` and `demands`. */
  supply: number;
  demand: number;
  /** Period in which it leaves at the latest: the period of use less the time on the way. */
  latestPeriod: number;
  units: number;
};

export type OverrideEffect = { line: number; unitsWithout: number; unitsWith: number };

export type AllocationSummary = {
  requestedUnits: number;
  allottedUnits: number;
  /** Lines that run dry in spite of everything. */
  criticalLinesShort: number;
  /** Of the demands that ask for anything. */
  lowestCoverage: number;
  costFen: number;
};
