/**
 * What quantities were decided and from what, by stop. A change only decides anew where what went in has changed.
 */
export type Decoding = {
  quantity: Float64Array;
  /** Step of the next visit to the same sink. */
  next: Int32Array;
  /** Kilograms that the sink had received, and that the trailer carried, before the stop. */
  before: Float64Array;
  load: Float64Array;
  /** Kilograms kept for the later stops of the load, and what its sinks had received when that was worked out. */
  reserve: Float64Array;
  tripBefore: Float64Array;
  shortKg: Float64Array;
  /** 1: the drop is too small, 2: the sink falls short until its next visit, 3: both. */
  cases: Uint8Array;
};

export function emptyDecoding(cells: number): Decoding {
  return {
    quantity: new Float64Array(cells),
    next: new Int32Array(cells),
    before: new Float64Array(cells),
    load: new Float64Array(cells),
    reserve: new Float64Array(cells),
    tripBefore: new Float64Array(cells),
    shortKg: new Float64Array(cells),
    cases: new Uint8Array(cells),
  };
}

/** Takes over all that was decided for a stop but `next`, which both know for every stop. */
export function copyDecision(from: Decoding, to: Decoding, code: number): void {
  to.quantity[code] = from.quantity[code]!;
  to.before[code] = from.before[code]!;
  to.load[code] = from.load[code]!;
  to.reserve[code] = from.reserve[code]!;
  to.tripBefore[code] = from.tripBefore[code]!;
  to.shortKg[code] = from.shortKg[code]!;
  to.cases[code] = from.cases[code]!;
}
