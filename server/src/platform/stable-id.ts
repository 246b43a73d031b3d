import { createHash } from 'node:crypto';

/** The UUID (version 8, RFC 9562) that always stands for this code in this module: things known by code have one in the log. */
export function stableId(module: string, code: string): string {
  const bytes = createHash('sha256').update(module).update('\0').update(code).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
