import { multiply, toFloat, toInt } from './memory.ts';

/**
 * xoshiro128++ (Blackman & Vigna 2021): the same numbers from the same seed in JavaScript and in WebAssembly.
 * One stream a kernel.
 */
let state0: i32 = 1;
let state1: i32 = 2;
let state2: i32 = 3;
let state3: i32 = 4;

/** Starts the stream anew; any seed will do (spread by the finaliser of MurmurHash3). */
export function seedRandom(seed: i32): void {
  state0 = scramble(seed ^ 0x3c6ef372);
  state1 = scramble(state0 ^ 0x1b873593);
  state2 = scramble(state1 ^ 0x2545f491);
  state3 = scramble(state2 ^ 0x27d4eb2f) | 1;
}

function scramble(value: i32): i32 {
  let mixed: i32 = value;
  mixed = multiply(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = multiply(mixed ^ (mixed >>> 15), 0x46ac9a05);
  return mixed ^ (mixed >>> 16);
}

function rotate(value: i32, bits: i32): i32 {
  return (value << bits) | (value >>> (32 - bits));
}

/** 31 uniform bits: 0 … 2³¹ − 1. */
function nextBits(): i32 {
  const result = (rotate((state0 + state3) | 0, 7) + state0) | 0;
  const shifted = state1 << 9;
  state2 ^= state0;
  state3 ^= state1;
  state1 ^= state2;
  state0 ^= state3;
  state2 ^= shifted;
  state3 = rotate(state3, 11);
  return result >>> 1;
}

/** Uniform in [0, 1), with 31 bits. */
export function random(): f64 {
  return toFloat(nextBits()) * (1 / 2147483648);
}

/** A uniform integer in 0 … bound − 1. */
export function randomBelow(bound: i32): i32 {
  return toInt(random() * toFloat(bound));
}
