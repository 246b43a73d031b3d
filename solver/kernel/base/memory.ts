/**
 * Arrays and numbers of the kernels. Kernel sources are written in what TypeScript and AssemblyScript have in common, and run
 * twice: here as JavaScript on typed arrays, and compiled to WebAssembly, where `memory.as` takes this file's place.
 */
declare global {
  /** A 32-bit integer: WebAssembly wraps around at 2³¹, JavaScript doesn't, so kernels keep below. */
  type i32 = number;
  /** A double. */
  type f64 = number;
  type bool = boolean;
}

/** Fixed-length 32-bit integers, all 0 at first. Access out of bounds is not checked in WebAssembly. */
export const Ints = Int32Array;
export type Ints = Int32Array;

/** Fixed-length doubles, all 0 at first. */
export const Floats = Float64Array;
export type Floats = Float64Array;

export function newInts(length: i32): Ints {
  return new Int32Array(length);
}

export function newFloats(length: i32): Floats {
  return new Float64Array(length);
}

export function toFloat(value: i32): f64 {
  return value;
}

/** Towards zero; the value must fit 32 bits. */
export function toInt(value: f64): i32 {
  return value | 0;
}

/** The low 32 bits of a product. */
export function multiply(left: i32, right: i32): i32 {
  return Math.imul(left, right);
}
