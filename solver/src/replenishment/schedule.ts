import { type Decoding, emptyDecoding } from './decoding.ts';
import type { Model } from './model.ts';

/**
 * Most stops of one shift, and most shifts of one plan: bounds of the search. Rows of 24 stops are no power of two
 * apart, so that the first stops of all shifts don't share a few sets of the cache (measured: 1.4 times the speed of 32).
 */
export const LONGEST = 24;
export const MOST_SHIFTS = 2048;

/**
 * A plan under change: shifts in numbered slots, each a row of stops (nodes of the model). The search decides on stops,
 * drivers, trailers and *wanted* starts; times follow from them (`timing.ts`), quantities from the times
 * (`quantities.ts`). Between `begin` and `commit` or `rollback` every changed slot is kept as it was.
 */
export type Schedule = {
  model: Model;
  used: Uint8Array;
  frozen: Uint8Array;
  length: Int32Array;
  driver: Int32Array;
  trailer: Int32Array;
  wanted: Int32Array;
  /** `[slot * LONGEST + at]` */
  stop: Int32Array;
  arrival: Int32Array;
  /** The step in which the arrival lies. */
  step: Int32Array;
  /** Given quantities of frozen shifts; elsewhere unused. */
  fixed: Float64Array;
  start: Int32Array;
  end: Int32Array;
  cost: Float64Array;
  /** The earliest start that the slot's times were worked out for; −1 when they must be worked out anew. */
  basis: Int32Array;
  /** Slots in the order of their wanted starts. */
  order: Int32Array;
  count: number;
  /** Stops of all shifts in the order of their arrival, as `slot * LONGEST + at`; of the plan, and of the change. */
  events: Int32Array;
  eventCount: number;
  changedEvents: Int32Array;
  changedEventCount: number;
  /** The next shift of the same trailer, −1 for the last; of the change, and of the plan. */
  nextOfTrailer: Int32Array;
  knownNextOfTrailer: Int32Array;
  sinkWeight: Float64Array;
  decoded: Decoding;
  /** Of the change: `next` of every stop, the rest only of the stops listed in `rewritten`. */
  tentative: Decoding;
  rewritten: Int32Array;
  rewrittenCount: number;
  figures: Figures;
  keep: Keep;
  scratch: Scratch;
};

/** What a decoded plan amounts to. Short: below what is needed; both in kilograms and as a number of cases. */
export type Figures = {
  cost: number;
  deliveredKg: number;
  shortKg: number;
  shortCases: number;
  /** The same, each sink weighted: what stays short weighs more and more. */
  weightedKg: number;
  weightedCases: number;
};

/** The slots of the current change as they were before it. */
type Keep = {
  stamp: number;
  mark: Int32Array;
  slots: Int32Array;
  count: number;
  used: Uint8Array;
  length: Int32Array;
  driver: Int32Array;
  trailer: Int32Array;
  wanted: Int32Array;
  stop: Int32Array;
  arrival: Int32Array;
  step: Int32Array;
  start: Int32Array;
  end: Int32Array;
  cost: Float64Array;
  basis: Int32Array;
  order: Int32Array;
  orderCount: number;
};

type Scratch = {
  driverFree: Int32Array;
  trailerFree: Int32Array;
  lastOfTrailer: Int32Array;
  lastWait: number;
  layovers: number;
  layoverLeg: number;
  pending: Int32Array;
  sinkNext: Int32Array;
  delivered: Float64Array;
  loadKg: Float64Array;
  loadedKg: Float64Array;
  tripMark: Int32Array;
  tripCode: Int32Array;
  /** By node, from the last decoding: the step from which a sink is without enough, −1 when it never is; what it got. */
  shortFrom: Int32Array;
  shortDelivered: Float64Array;
  /** Some stop with a drop below the minimum, −1 when there is none. */
  smallDrop: number;
};

export function emptySchedule(model: Model): Schedule {
  const cells = MOST_SHIFTS * LONGEST;
  const slots = () => new Int32Array(MOST_SHIFTS);
  const keep: Keep = {
    stamp: 0,
    mark: slots(),
    slots: slots(),
    count: 0,
    used: new Uint8Array(MOST_SHIFTS),
    length: slots(),
    driver: slots(),
    trailer: slots(),
    wanted: slots(),
    stop: new Int32Array(cells),
    arrival: new Int32Array(cells),
    step: new Int32Array(cells),
    start: slots(),
    end: slots(),
    cost: new Float64Array(MOST_SHIFTS),
    basis: slots(),
    order: slots(),
    orderCount: -1,
  };
  const scratch = emptyScratch(model, cells);
  return {
    model,
    used: new Uint8Array(MOST_SHIFTS),
    frozen: new Uint8Array(MOST_SHIFTS),
    length: slots(),
    driver: slots(),
    trailer: slots(),
    wanted: slots(),
    stop: new Int32Array(cells),
    arrival: new Int32Array(cells),
    step: new Int32Array(cells),
    fixed: new Float64Array(cells),
    start: slots(),
    end: slots(),
    cost: new Float64Array(MOST_SHIFTS),
    basis: slots(),
    order: slots(),
    count: 0,
    events: new Int32Array(cells),
    eventCount: 0,
    changedEvents: new Int32Array(cells),
    changedEventCount: 0,
    nextOfTrailer: slots(),
    knownNextOfTrailer: slots(),
    sinkWeight: new Float64Array(model.nodes).fill(1),
    decoded: emptyDecoding(cells),
    tentative: emptyDecoding(cells),
    rewritten: new Int32Array(cells),
    rewrittenCount: 0,
    figures: { cost: 0, deliveredKg: 0, shortKg: 0, shortCases: 0, weightedKg: 0, weightedCases: 0 },
    keep,
    scratch,
  };
}

function emptyScratch(model: Model, cells: number): Scratch {
  return {
    driverFree: new Int32Array(model.driverRest.length),
    trailerFree: new Int32Array(model.trailerCapacity.length),
    lastOfTrailer: new Int32Array(model.trailerCapacity.length),
    lastWait: -1,
    layovers: 0,
    layoverLeg: -1,
    pending: new Int32Array(cells),
    sinkNext: new Int32Array(model.nodes),
    delivered: new Float64Array(model.nodes),
    loadKg: new Float64Array(model.trailerCapacity.length),
    loadedKg: new Float64Array(model.sources),
    tripMark: new Int32Array(cells),
    tripCode: new Int32Array(LONGEST * 2),
    shortFrom: new Int32Array(model.nodes),
    shortDelivered: new Float64Array(model.nodes),
    smallDrop: -1,
  };
}

/** Starts a change. */
export function begin({ keep }: Schedule): void {
  keep.stamp += 1;
  keep.count = 0;
  keep.orderCount = -1;
}

/** Keeps a slot as it is before it is changed. */
export function touch(schedule: Schedule, slot: number): void {
  const { keep } = schedule;
  if (keep.mark[slot] === keep.stamp) return;
  keep.mark[slot] = keep.stamp;
  keep.slots[keep.count] = slot;
  keep.count += 1;
  keep.used[slot] = schedule.used[slot]!;
  const length = (keep.length[slot] = schedule.length[slot]!);
  keep.driver[slot] = schedule.driver[slot]!;
  keep.trailer[slot] = schedule.trailer[slot]!;
  keep.wanted[slot] = schedule.wanted[slot]!;
  keep.start[slot] = schedule.start[slot]!;
  keep.end[slot] = schedule.end[slot]!;
  keep.cost[slot] = schedule.cost[slot]!;
  keep.basis[slot] = schedule.basis[slot]!;
  const base = slot * LONGEST;
  for (let at = base; at < base + length; at += 1) {
    keep.stop[at] = schedule.stop[at]!;
    keep.arrival[at] = schedule.arrival[at]!;
    keep.step[at] = schedule.step[at]!;
  }
}

/** Takes the change over: its events and what was decided for them become the plan's. */
export function commit(schedule: Schedule): void {
  const events = schedule.events;
  schedule.events = schedule.changedEvents;
  schedule.eventCount = schedule.changedEventCount;
  schedule.changedEvents = events;
  const known = schedule.knownNextOfTrailer;
  schedule.knownNextOfTrailer = schedule.nextOfTrailer;
  schedule.nextOfTrailer = known;
  const { decoded, tentative, rewritten } = schedule;
  const next = decoded.next;
  decoded.next = tentative.next;
  tentative.next = next;
  for (let index = 0; index < schedule.rewrittenCount; index += 1) {
    const code = rewritten[index]!;
    decoded.quantity[code] = tentative.quantity[code]!;
    decoded.before[code] = tentative.before[code]!;
    decoded.load[code] = tentative.load[code]!;
    decoded.reserve[code] = tentative.reserve[code]!;
    decoded.tripBefore[code] = tentative.tripBefore[code]!;
    decoded.shortKg[code] = tentative.shortKg[code]!;
    decoded.cases[code] = tentative.cases[code]!;
  }
}

/** Puts everything back as it was at `begin`. */
export function rollback(schedule: Schedule): void {
  const { keep } = schedule;
  for (let index = 0; index < keep.count; index += 1) {
    const slot = keep.slots[index]!;
    schedule.used[slot] = keep.used[slot]!;
    const length = (schedule.length[slot] = keep.length[slot]!);
    schedule.driver[slot] = keep.driver[slot]!;
    schedule.trailer[slot] = keep.trailer[slot]!;
    schedule.wanted[slot] = keep.wanted[slot]!;
    schedule.start[slot] = keep.start[slot]!;
    schedule.end[slot] = keep.end[slot]!;
    schedule.cost[slot] = keep.cost[slot]!;
    schedule.basis[slot] = keep.basis[slot]!;
    const base = slot * LONGEST;
    for (let at = base; at < base + length; at += 1) {
      schedule.stop[at] = keep.stop[at]!;
      schedule.arrival[at] = keep.arrival[at]!;
      schedule.step[at] = keep.step[at]!;
    }
  }
  if (keep.orderCount < 0) return;
  schedule.count = keep.orderCount;
  for (let at = 0; at < keep.orderCount; at += 1) schedule.order[at] = keep.order[at]!;
}
