import { toFloat } from '../base/memory.ts';

/** What a unit of load and of time beyond the limits costs at present. */
export let loadPenalty: f64 = 1;
export let warpPenalty: f64 = 1;

export function setPenalties(load: f64, warp: f64): void {
  loadPenalty = load;
  warpPenalty = warp;
}

export function priceOfExcess(carried: i32, most: i32): f64 {
  return carried > most ? loadPenalty * toFloat(carried - most) : 0;
}
