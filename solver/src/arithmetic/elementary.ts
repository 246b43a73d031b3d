/**
 * Elementary functions from additions and multiplications alone: engines differ in the last bits of `Math.exp`, `Math.log` and
 * `Math.sin`, and plans and forecasts must not.
 */
const LN_2_HIGH = 0.69314718036912381649;
const LN_2_LOW = 1.90821492927058770002e-10;
const SMALLEST_POWER = -1074;
const LARGEST_POWER = 1023;
const powersOfTwo = listPowersOfTwo();
const number = new Float64Array(1);
/** The halves of `number`; the upper one, with sign and exponent, is at 1 on little-endian machines, at 0 on others. */
const halves = new Uint32Array(number.buffer);
const UPPER = upperHalf();
const SUBNORMAL = 2 ** -1022;

/** e^value, within 1e-12 of itself; 0 below e^−744, infinite above e^709. */
export function exponential(value: number): number {
  if (!(value > -744)) return Number.isNaN(value) ? value : 0;
  if (value > 709) return Number.POSITIVE_INFINITY;
  const power = Math.round(value * (1 / Math.LN2));
  const rest = value - power * LN_2_HIGH - power * LN_2_LOW;
  const sum =
    1 +
    rest *
      (1 +
        rest *
          (1 / 2 +
            rest *
              (1 / 6 +
                rest *
                  (1 / 24 +
                    rest *
                      (1 / 120 +
                        rest *
                          (1 / 720 +
                            rest * (1 / 5040 + rest * (1 / 40320 + rest * (1 / 362880 + rest * (1 / 3628800))))))))));
  return sum * powersOfTwo[power - SMALLEST_POWER]!;
}

/** The natural logarithm of a value > 0, within 1e-12: exponent, and the series of the inverse hyperbolic tangent. */
export function logarithm(value: number): number {
  if (!(value > 0)) return value === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (value < SUBNORMAL) return logarithm(value * 2 ** 54) - 54 * Math.LN2;
  if (value === Number.POSITIVE_INFINITY) return value;
  number[0] = value;
  let power = (halves[UPPER]! >>> 20) - 1023;
  halves[UPPER] = (halves[UPPER]! & 0xfffff) | 0x3ff00000;
  let mantissa = number[0]!;
  if (mantissa > Math.SQRT2) {
    mantissa *= 0.5;
    power += 1;
  }
  const ratio = (mantissa - 1) / (mantissa + 1);
  const square = ratio * ratio;
  const sum =
    1 +
    square * (1 / 3 + square * (1 / 5 + square * (1 / 7 + square * (1 / 9 + square * (1 / 11 + square * (1 / 13))))));
  return 2 * ratio * sum + power * Math.LN2;
}

/** Ln(1 + value) of a value ≥ 0, also where it is tiny. */
export function logarithmOfOnePlus(value: number): number {
  return value < 1e-4 ? value * (1 - value * (0.5 - value * (1 / 3 - value / 4))) : logarithm(1 + value);
}

/** The sine of an angle in radians, within 1e-12 for angles of some turns. */
export function sine(angle: number): number {
  const turned = angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
  const folded = Math.abs(turned) <= Math.PI / 2 ? turned : Math.sign(turned) * Math.PI - turned;
  const square = folded * folded;
  let sum = 1;
  for (let index = 20; index > 0; index -= 2) sum = 1 - (square * sum) / (index * (index + 1));
  return folded * sum;
}

function listPowersOfTwo(): Float64Array {
  const powers = new Float64Array(LARGEST_POWER - SMALLEST_POWER + 1);
  powers[-SMALLEST_POWER] = 1;
  for (let power = 1; power <= LARGEST_POWER; power += 1)
    powers[power - SMALLEST_POWER] = powers[power - 1 - SMALLEST_POWER]! * 2;
  for (let power = -1; power >= SMALLEST_POWER; power -= 1)
    powers[power - SMALLEST_POWER] = powers[power + 1 - SMALLEST_POWER]! / 2;
  return powers;
}

function upperHalf(): 0 | 1 {
  number[0] = 1;
  return halves[1] === 0 ? 0 : 1;
}
