import { closeSync, copyFileSync, openSync, readSync, statSync, truncateSync } from 'node:fs';

const largestBytes = 8 * 1024 * 1024;

/**
 * Keeps a log that another process appends to within bounds: the full file becomes `<path>.1` and starts anew. Cutting
 * in place is safe because the writer opened it for appending.
 */
export function boundLog(path: string, limitBytes = largestBytes): void {
  if (sizeOf(path) <= limitBytes) return;
  copyFileSync(path, `${path}.1`);
  truncateSync(path, 0);
}

/** The last lines written after `fromByte`, for the end of an error message. */
export function tailOf(path: string, fromByte = 0, lines = 12): string {
  const size = sizeOf(path);
  const start = Math.max(fromByte, size - 8192, 0);
  if (size <= start) return '';
  const buffer = Buffer.alloc(size - start);
  const file = openSync(path, 'r');
  try {
    readSync(file, buffer, 0, buffer.length, start);
  } finally {
    closeSync(file);
  }
  return buffer.toString('utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

/** Size in bytes; 0 for a file that does not exist. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
