/** A new UUIDv7 (RFC 9562): 48 bits of milliseconds, then randomness; ids sort by time of creation. */
export function newId(millisecondsSinceEpoch: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let index = 0, rest = millisecondsSinceEpoch; index < 6; index++, rest = Math.floor(rest / 256)) {
    bytes[5 - index] = rest % 256;
  }
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
