import { copyDecision, type Decoding, emptyDecoding } from './decoding.ts';
import type { Model } from './model.ts';
import { CELLS, copySlot, emptySlots, LONGEST, MOST_SHIFTS, perCell, perSlot, type Slots } from './slots.ts';

/**
 * A plan under change: shifts in numbered slots, each a row of stops (nodes of the model). The search decides on stops,
 * drivers, trailers and *wanted* starts; times follow from them (`timing.ts`), quantities from the times
 * (`quantities.ts`). Slots are changed in place and kept as they were between `begin` and `commit` or `rollback`; what
 * follows for the plan as a whole (events, quantities, the order of trailers) is worked out beside what is known, and
 * the two change places at `commit`.
 */
export type Schedule = Slots & {
  model: Model;
  frozen: Uint8Array;
  /** Given quantities of frozen shifts, by stop; elsewhere unused. */
  fixed: Float64Array;
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

/** The slots of the current change, and the order, as they were before it. */
type Keep = {
  stamp: number;
  /** By slot: the stamp of the last change that touched it. */
  mark: Int32Array;
  slots: Int32Array;
  count: number;
  before: Slots;
  order: Int32Array;
  /** −1 as long as the order is the same. */
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
  return {
    ...emptySlots(),
    model,
    frozen: new Uint8Array(MOST_SHIFTS),
    fixed: new Float64Array(CELLS),
    order: perSlot(),
    count: 0,
    events: perCell(),
    eventCount: 0,
    changedEvents: perCell(),
    changedEventCount: 0,
    nextOfTrailer: perSlot(),
    knownNextOfTrailer: perSlot(),
    sinkWeight: new Float64Array(model.nodes).fill(1),
    decoded: emptyDecoding(CELLS),
    tentative: emptyDecoding(CELLS),
    rewritten: perCell(),
    rewrittenCount: 0,
    figures: { cost: 0, deliveredKg: 0, shortKg: 0, shortCases: 0, weightedKg: 0, weightedCases: 0 },
    keep: {
      stamp: 0,
      mark: perSlot(),
      slots: perSlot(),
      count: 0,
      before: emptySlots(),
      order: perSlot(),
      orderCount: -1,
    },
    scratch: emptyScratch(model),
  };
}

function emptyScratch(model: Model): Scratch {
  return {
    driverFree: new Int32Array(model.driverRest.length),
    trailerFree: new Int32Array(model.trailerCapacity.length),
    lastOfTrailer: new Int32Array(model.trailerCapacity.length),
    lastWait: -1,
    layovers: 0,
    layoverLeg: -1,
    pending: perCell(),
    sinkNext: new Int32Array(model.nodes),
    delivered: new Float64Array(model.nodes),
    loadKg: new Float64Array(model.trailerCapacity.length),
    loadedKg: new Float64Array(model.sources),
    tripMark: perCell(),
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
  copySlot(schedule, keep.before, slot);
}

/** Takes the change over: its events and what was decided for them become the plan's. */
export function commit(schedule: Schedule): void {
  const { events, knownNextOfTrailer, decoded, tentative, rewritten } = schedule;
  schedule.events = schedule.changedEvents;
  schedule.eventCount = schedule.changedEventCount;
  schedule.changedEvents = events;
  schedule.knownNextOfTrailer = schedule.nextOfTrailer;
  schedule.nextOfTrailer = knownNextOfTrailer;
  const { next } = decoded;
  decoded.next = tentative.next;
  tentative.next = next;
  for (let index = 0; index < schedule.rewrittenCount; index += 1) copyDecision(tentative, decoded, rewritten[index]!);
}

/** Puts everything back as it was at `begin`. */
export function rollback(schedule: Schedule): void {
  const { keep } = schedule;
  for (let index = 0; index < keep.count; index += 1) copySlot(keep.before, schedule, keep.slots[index]!);
  if (keep.orderCount < 0) return;
  schedule.count = keep.orderCount;
  for (let at = 0; at < keep.orderCount; at += 1) schedule.order[at] = keep.order[at]!;
}
