const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const BYTES_OF_AN_ID = 10;
/** Randomness is fetched for many ids at once: each call of the system's source costs more than all the rest. */
const pool = new Uint8Array(BYTES_OF_AN_ID * 256);
let used = pool.length;

/** A new UUIDv7 (RFC 9562): 48 bits of milliseconds, then randomness; ids sort by time of creation. */
export function newId(millisecondsSinceEpoch: number = Date.now()): string {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  const time = Math.floor(millisecondsSinceEpoch).toString(16).padStart(12, '0').slice(-12);
  const version = HEX[(pool[used]! & 0x0f) | 0x70]! + hex(used + 1, 1);
  const variant = HEX[(pool[used + 2]! & 0x3f) | 0x80]! + hex(used + 3, 1);
  const rest = hex(used + 4, 6);
  used += BYTES_OF_AN_ID;
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${rest}`;
}

function hex(from: number, count: number): string {
  let text = '';
  for (let index = from; index < from + count; index += 1) text += HEX[pool[index]!]!;
  return text;
}
