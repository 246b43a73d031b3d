/** Seeded pseudo-random numbers: xorshift128 (Marsaglia, "Xorshift RNGs", 2003), integers only, the same on every engine. */
export type Random = { a: number; b: number; c: number; d: number };

export function seededRandom(seed: number): Random {
  let state = (Math.imul(Math.trunc(seed) | 0, 0x9e3779b1) ^ 0x85ebca6b) | 0;
  const next = () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
    state = (Math.imul(state ^ (state >>> 12), 0x297a2d39) + 0x6d2b79f5) | 0;
    return state | 1;
  };
  const random = { a: next(), b: next(), c: next(), d: next() };
  for (let warm = 0; warm < 16; warm += 1) nextInteger(random);
  return random;
}

/** An integer of 32 bits without sign. */
export function nextInteger(random: Random): number {
  let t = random.d;
  const s = random.a;
  random.d = random.c;
  random.c = random.b;
  random.b = s;
  t ^= t << 11;
  t ^= t >>> 8;
  random.a = t ^ s ^ (s >>> 19);
  return random.a >>> 0;
}

/** From 0 to below 1. */
export function nextUnit(random: Random): number {
  return nextInteger(random) / 4294967296;
}

/** An integer from 0 to `count` − 1; 0 when `count` is 0. */
export function nextBelow(random: Random, count: number): number {
  return Math.floor(nextUnit(random) * count);
}
