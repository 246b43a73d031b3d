/**
 * Most stops of one shift, and most shifts of one plan: bounds of the search. Rows of 24 stops are no power of two
 * apart, so that the first stops of all shifts don't share a few sets of the cache (measured: 1.4 times the speed of 32).
 */
export const LONGEST = 24;
export const MOST_SHIFTS = 2048;
/** Places for stops: `slot * LONGEST + at`. */
export const CELLS = MOST_SHIFTS * LONGEST;

/** Shifts in numbered slots, each with a row of stops: what the search decides on, and the times that follow from it. */
export type Slots = {
  used: Uint8Array;
  length: Int32Array;
  driver: Int32Array;
  trailer: Int32Array;
  /** The wanted start, in minutes. */
  wanted: Int32Array;
  /** `[slot * LONGEST + at]` nodes of the model. */
  stop: Int32Array;
  arrival: Int32Array;
  /** The step in which the arrival lies. */
  step: Int32Array;
  start: Int32Array;
  end: Int32Array;
  cost: Float64Array;
  /** The earliest start that the slot's times were worked out for; −1 when they must be worked out anew. */
  basis: Int32Array;
};

export function emptySlots(): Slots {
  return {
    used: new Uint8Array(MOST_SHIFTS),
    length: perSlot(),
    driver: perSlot(),
    trailer: perSlot(),
    wanted: perSlot(),
    stop: perCell(),
    arrival: perCell(),
    step: perCell(),
    start: perSlot(),
    end: perSlot(),
    cost: new Float64Array(MOST_SHIFTS),
    basis: perSlot(),
  };
}

export function perSlot(): Int32Array {
  return new Int32Array(MOST_SHIFTS);
}

export function perCell(): Int32Array {
  return new Int32Array(CELLS);
}

/** Makes a slot of `to` what it is in `from`. */
export function copySlot(from: Slots, to: Slots, slot: number): void {
  to.used[slot] = from.used[slot]!;
  const length = (to.length[slot] = from.length[slot]!);
  to.driver[slot] = from.driver[slot]!;
  to.trailer[slot] = from.trailer[slot]!;
  to.wanted[slot] = from.wanted[slot]!;
  to.start[slot] = from.start[slot]!;
  to.end[slot] = from.end[slot]!;
  to.cost[slot] = from.cost[slot]!;
  to.basis[slot] = from.basis[slot]!;
  const base = slot * LONGEST;
  for (let at = base; at < base + length; at += 1) {
    to.stop[at] = from.stop[at]!;
    to.arrival[at] = from.arrival[at]!;
    to.step[at] = from.step[at]!;
  }
}
