import type { AllocationFault, FaultCode } from '../result.ts';

/** Beyond this no count of units is a real one; sums of them still are exact in a double. */
export const LARGEST_QUANTITY = 1e12;
/** More faults than this help nobody. */
const MOST_FAULTS = 1000;

/** Gathers faults while a problem is read. */
export type FaultBook = { faults: AllocationFault[]; suppressed: number };

export function note(
  book: FaultBook,
  path: string,
  code: FaultCode,
  parameters: Record<string, string | number> = {},
): undefined {
  if (book.faults.length < MOST_FAULTS) book.faults.push({ path, code, parameters });
  else book.suppressed += 1;
  return undefined;
}

export function asRecord(book: FaultBook, value: unknown, path: string): Record<string, unknown> | undefined {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  return note(book, path, 'not-an-object', { found: describe(value) });
}

/** A list of at most `most` entries; undefined, with a fault, otherwise. */
export function asList(book: FaultBook, value: unknown, path: string, most: number): unknown[] | undefined {
  if (!Array.isArray(value)) return note(book, path, 'not-an-array', { found: describe(value) });
  return value.length > most ? note(book, path, 'too-many', { found: value.length, limit: most }) : value;
}

export type Range = { least: number; most: number; whole: boolean; otherwise?: number };

/** A field that is a number within range; `otherwise` where it is left out; undefined, with a fault, where it is wrong. */
export function asNumber(
  book: FaultBook,
  entry: Record<string, unknown>,
  name: string,
  path: string,
  range: Range,
): number | undefined {
  const value = entry[name];
  if (value === undefined && range.otherwise !== undefined) return range.otherwise;
  if (
    typeof value === 'number' &&
    value >= range.least &&
    value <= range.most &&
    (!range.whole || Number.isInteger(value))
  ) {
    return value;
  }
  return noteNumber(book, value, `${path}.${name}`, range);
}

function noteNumber(book: FaultBook, value: unknown, path: string, range: Range): undefined {
  if (typeof value !== 'number' || Number.isNaN(value))
    return note(book, path, 'not-a-number', { found: describe(value) });
  if (value < range.least) return note(book, path, 'too-small', { found: String(value), limit: range.least });
  if (value > range.most) return note(book, path, 'too-large', { found: String(value), limit: range.most });
  return note(book, path, 'not-whole', { found: value });
}

export function asText(book: FaultBook, value: unknown, path: string): string | undefined {
  if (typeof value === 'string' && value !== '') return value;
  return note(book, path, 'not-a-string', { found: describe(value) });
}

/** What was found, short enough for a message. */
function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? `"${value.slice(0, 40)}"` : typeof value;
}
