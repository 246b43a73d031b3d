/** What `memory.ts` is in JavaScript, for WebAssembly: bare memory, given out once and never taken back. */
@final
@unmanaged
export class Ints {
  @inline
  @operator('[]')
  at(index: i32): i32 {
    return load<i32>(changetype<usize>(this) + ((<usize>index) << 2));
  }

  @inline
  @operator('[]=')
  put(index: i32, value: i32): void {
    store<i32>(changetype<usize>(this) + ((<usize>index) << 2), value);
  }
}

@final
@unmanaged
export class Floats {
  @inline
  @operator('[]')
  at(index: i32): f64 {
    return load<f64>(changetype<usize>(this) + ((<usize>index) << 3));
  }

  @inline
  @operator('[]=')
  put(index: i32, value: f64): void {
    store<f64>(changetype<usize>(this) + ((<usize>index) << 3), value);
  }
}

let next: usize = (__heap_base + 15) & ~15;

/** Fresh pages of WebAssembly are zero, and nothing is given back: so what is handed out is zero. */
function allocate(bytes: usize): usize {
  const start = next;
  next = (start + bytes + 15) & ~15;
  const pages = <i32>((next + 0xffff) >>> 16) - memory.size();
  if (pages > 0 && memory.grow(pages) < 0) unreachable();
  return start;
}

export function newInts(length: i32): Ints {
  return changetype<Ints>(allocate((<usize>length) << 2));
}

export function newFloats(length: i32): Floats {
  return changetype<Floats>(allocate((<usize>length) << 3));
}

@inline
export function toFloat(value: i32): f64 {
  return <f64>value;
}

@inline
export function toInt(value: f64): i32 {
  return <i32>value;
}

@inline
export function multiply(left: i32, right: i32): i32 {
  return left * right;
}
