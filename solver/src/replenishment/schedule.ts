import type { Model } from './model.ts';

/** Most stops of one shift, and most shifts of one plan: bounds of the search. */
export const LONGEST = 32;
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
  quantity: Float64Array;
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
  nextOfTrailer: Int32Array;
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
  layoverHome: boolean;
  nextStep: Int32Array;
  sinkNext: Int32Array;
  delivered: Float64Array;
  loadKg: Float64Array;
  loadedKg: Float64Array;
  reserve: Float64Array;
  need: Float64Array;
  tripCode: Int32Array;
  /** By node, from the last decoding: the step from which a sink is without enough, −1 when it never is; what it got. */
  shortFrom: Int32Array;
  shortDelivered: Float64Array;
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
    start: slots(),
    end: slots(),
    cost: new Float64Array(MOST_SHIFTS),
    basis: slots(),
    order: slots(),
    orderCount: -1,
  };
  const scratch: Scratch = {
    driverFree: new Int32Array(model.driverRest.length),
    trailerFree: new Int32Array(model.trailerCapacity.length),
    lastOfTrailer: new Int32Array(model.trailerCapacity.length),
    lastWait: -1,
    layovers: 0,
    layoverLeg: -1,
    layoverHome: false,
    nextStep: new Int32Array(cells),
    sinkNext: new Int32Array(model.nodes),
    delivered: new Float64Array(model.nodes),
    loadKg: new Float64Array(model.trailerCapacity.length),
    loadedKg: new Float64Array(model.sources),
    reserve: new Float64Array(cells),
    need: new Float64Array(cells),
    tripCode: new Int32Array(LONGEST * 2),
    shortFrom: new Int32Array(model.nodes),
    shortDelivered: new Float64Array(model.nodes),
  };
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
    quantity: new Float64Array(cells),
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
    figures: { cost: 0, deliveredKg: 0, shortKg: 0, shortCases: 0 },
    keep,
    scratch,
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
  }
}

/** Takes the change over: its events become the plan's. */
export function commit(schedule: Schedule): void {
  const events = schedule.events;
  schedule.events = schedule.changedEvents;
  schedule.eventCount = schedule.changedEventCount;
  schedule.changedEvents = events;
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
    }
  }
  if (keep.orderCount < 0) return;
  schedule.count = keep.orderCount;
  for (let at = 0; at < keep.orderCount; at += 1) schedule.order[at] = keep.order[at]!;
}

/** Puts a stop into a shift before position `at`. False when the shift is full or the trailer may not go there. */
export function insertStop(schedule: Schedule, slot: number, at: number, node: number): boolean {
  const { model, length, stop, trailer } = schedule;
  if (length[slot]! >= LONGEST - 1 || !model.nodeTrailer[node * model.trailerCapacity.length + trailer[slot]!])
    return false;
  touch(schedule, slot);
  const base = slot * LONGEST;
  for (let index = base + length[slot]!; index > base + at; index -= 1) stop[index] = stop[index - 1]!;
  stop[base + at] = node;
  length[slot]! += 1;
  schedule.basis[slot] = -1;
  return true;
}

/** Takes `count` stops from position `at` out; a shift without stops goes away. */
export function removeStops(schedule: Schedule, slot: number, at: number, count: number): void {
  touch(schedule, slot);
  const { length, stop } = schedule;
  const base = slot * LONGEST;
  for (let index = base + at + count; index < base + length[slot]!; index += 1) stop[index - count] = stop[index]!;
  length[slot]! -= count;
  schedule.basis[slot] = -1;
  if (length[slot] === 0) removeShift(schedule, slot);
}

export function replaceStop(schedule: Schedule, slot: number, at: number, node: number): boolean {
  const { model } = schedule;
  if (!model.nodeTrailer[node * model.trailerCapacity.length + schedule.trailer[slot]!]) return false;
  touch(schedule, slot);
  schedule.stop[slot * LONGEST + at] = node;
  schedule.basis[slot] = -1;
  return true;
}

/** A new shift without stops; −1 when there are too many. */
export function addShift(schedule: Schedule, driver: number, trailer: number, wanted: number): number {
  if (schedule.count >= MOST_SHIFTS - 1) return -1;
  let slot = 0;
  while (schedule.used[slot]) slot += 1;
  touch(schedule, slot);
  schedule.used[slot] = 1;
  schedule.length[slot] = 0;
  schedule.driver[slot] = driver;
  schedule.trailer[slot] = trailer;
  schedule.wanted[slot] = wanted;
  schedule.basis[slot] = -1;
  keepOrder(schedule);
  enterOrder(schedule, slot);
  return slot;
}

export function removeShift(schedule: Schedule, slot: number): void {
  touch(schedule, slot);
  schedule.used[slot] = 0;
  schedule.length[slot] = 0;
  keepOrder(schedule);
  leaveOrder(schedule, slot);
}

/** Gives a shift another wanted start. */
export function moveShift(schedule: Schedule, slot: number, wanted: number): void {
  touch(schedule, slot);
  keepOrder(schedule);
  leaveOrder(schedule, slot);
  schedule.wanted[slot] = wanted;
  enterOrder(schedule, slot);
}

/** Gives a shift to another crew. False when the trailer may not go everywhere. */
export function crewShift(schedule: Schedule, slot: number, driver: number, trailer: number): boolean {
  const { model, stop } = schedule;
  const trailers = model.trailerCapacity.length;
  const base = slot * LONGEST;
  for (let at = base; at < base + schedule.length[slot]!; at += 1)
    if (!model.nodeTrailer[stop[at]! * trailers + trailer]) return false;
  touch(schedule, slot);
  schedule.driver[slot] = driver;
  schedule.trailer[slot] = trailer;
  schedule.basis[slot] = -1;
  return true;
}

function keepOrder({ keep, order, count }: Schedule): void {
  if (keep.orderCount >= 0) return;
  keep.orderCount = count;
  for (let at = 0; at < count; at += 1) keep.order[at] = order[at]!;
}

function enterOrder(schedule: Schedule, slot: number): void {
  const { order, wanted } = schedule;
  let at = schedule.count;
  while (at > 0 && wanted[order[at - 1]!]! > wanted[slot]!) {
    order[at] = order[at - 1]!;
    at -= 1;
  }
  order[at] = slot;
  schedule.count += 1;
}

function leaveOrder(schedule: Schedule, slot: number): void {
  const { order } = schedule;
  let at = order.indexOf(slot);
  schedule.count -= 1;
  for (; at < schedule.count; at += 1) order[at] = order[at + 1]!;
}
