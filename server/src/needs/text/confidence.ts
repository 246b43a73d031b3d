import type { Amount, Stance } from './types.ts';

/** What is known about how a line was found. */
export type Evidence = {
  stance: Stance;
  familiar: boolean;
  code: string | null;
  amount: Amount | null;
  /** Another item could be meant by this amount. */
  ambiguous: boolean;
  /** A volume or weight said of a vessel or device: rather its size than the amount. */
  sizeLike: boolean;
  /** The item was taken from an earlier sentence part ("已有口罩500只，还需1000只"). */
  carried: boolean;
};

// Starts at BEST; every doubt multiplies. Screens treat ≥ 0.8 as "take", below as "look at this".
const BEST = 0.97;

/** 0..1: BEST times one factor for each doubt that applies, rounded to two places. */
export function confidenceOf(evidence: Evidence): number {
  let confidence = BEST;
  for (const [applies, factor] of DOUBTS) if (applies(evidence)) confidence *= factor;
  return Math.round(confidence * 100) / 100;
}

const DOUBTS: readonly [(evidence: Evidence) => boolean, number][] = [
  [({ stance }) => stance === 'neutral', 0.92],
  [({ stance }) => stance === 'short', 0.7],
  [({ code, familiar }) => code === null && familiar, 0.95],
  [({ familiar }) => !familiar, 0.65],
  [({ amount }) => amount === null, 0.7],
  [({ amount }) => amount !== null && amount.quantity === null, 0.75],
  [({ amount }) => amount !== null && amount.quantity !== null && amount.unit === null, 0.8],
  [({ amount }) => amount?.range !== undefined || amount?.rate !== undefined, 0.8],
  [({ amount }) => amount?.bound !== undefined, 0.85],
  [({ amount }) => amount?.loose === true, 0.8],
  [({ amount }) => amount?.perPack !== undefined, 0.95],
  [({ ambiguous }) => ambiguous, 0.6],
  [({ sizeLike }) => sizeLike, 0.6],
  [({ carried }) => carried, 0.85],
];
