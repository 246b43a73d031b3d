import { toFloat } from './memory.ts';

/**
 * The natural logarithm of a value > 0, within 1e-12: engines differ in the last bits of `Math.log`, and plans must not.
 * Halves or doubles the value into [0.71, 1.42), then sums the series of the inverse hyperbolic tangent.
 */
export function logarithm(value: f64): f64 {
  let scaled: f64 = value;
  let doublings: i32 = 0;
  while (scaled >= 1.42) {
    scaled *= 0.5;
    doublings += 1;
  }
  while (scaled < 0.71) {
    scaled *= 2;
    doublings -= 1;
  }
  const ratio = (scaled - 1) / (scaled + 1);
  const square = ratio * ratio;
  let term: f64 = ratio;
  let sum: f64 = 0;
  for (let odd: i32 = 1; odd < 24; odd += 2) {
    sum += term / toFloat(odd);
    term *= square;
  }
  return 2 * sum + toFloat(doublings) * Math.LN2;
}
