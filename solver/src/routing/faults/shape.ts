import { limits } from './limits.ts';
import { nearestKey } from './spelling.ts';
import type { Fault } from '../plan.ts';

/** Where faults are collected, up to a bound. */
export class FaultList {
  readonly found: Fault[] = [];

  add(path: string, code: string, parameters?: Fault['parameters']): void {
    if (!this.isFull) this.found.push(parameters ? { path, code, parameters } : { path, code });
  }

  get isFull(): boolean {
    return this.found.length >= limits.faults;
  }
}

/** Says what is wrong with one value. */
export type Check = (value: unknown, path: string, faults: FaultList) => void;

/** A whole number within bounds. */
export function whole(most: number, least = 0): Check {
  return (value, path, faults) => {
    if (typeof value !== 'number') faults.add(path, 'not-a-number', { found: kindOf(value) });
    else if (!Number.isInteger(value) && Number.isFinite(value)) faults.add(path, 'not-an-integer', { found: value });
    else checkBounds(value, least, most, path, faults);
  };
}

/** A number within bounds, fractions allowed. */
export function decimal(most: number, least = 0): Check {
  return (value, path, faults) => {
    if (typeof value !== 'number') faults.add(path, 'not-a-number', { found: kindOf(value) });
    else checkBounds(value, least, most, path, faults);
  };
}

/** A number above zero. */
export function positive(most: number): Check {
  const bounded = decimal(most);
  return (value, path, faults) => {
    if (value === 0) faults.add(path, 'not-above-zero');
    else bounded(value, path, faults);
  };
}

function checkBounds(value: number, least: number, most: number, path: string, faults: FaultList): void {
  if (Number.isNaN(value)) faults.add(path, 'not-a-number', { found: 'NaN' });
  else if (value < 0 && least === 0) faults.add(path, 'negative', { found: value });
  else if (value < least) faults.add(path, 'too-small', { found: value, least });
  else if (value > most) faults.add(path, 'too-large', { found: String(value), most });
}

export const text: Check = (value, path, faults) => {
  if (typeof value !== 'string') faults.add(path, 'not-a-string', { found: kindOf(value) });
};

export const flag: Check = (value, path, faults) => {
  if (typeof value !== 'boolean') faults.add(path, 'not-true-or-false', { found: kindOf(value) });
};

export function oneOf(...known: string[]): Check {
  return (value, path, faults) => {
    if (typeof value === 'string' && known.includes(value)) return;
    faults.add(path, 'not-one-of', {
      found: typeof value === 'string' ? value.slice(0, 40) : kindOf(value),
      known: known.join(', '),
    });
  };
}

/** A list whose elements are all checked alike. */
export function list(element: Check, { least = 0, most = limits.elements as number } = {}): Check {
  return (value, path, faults) => {
    if (!Array.isArray(value)) faults.add(path, 'not-a-list', { found: kindOf(value) });
    else if (value.length < least) faults.add(path, 'empty');
    else if (value.length > most) faults.add(path, 'too-many', { found: value.length, most });
    else for (let at = 0; at < value.length && !faults.isFull; at += 1) element(value[at], `${path}[${at}]`, faults);
  };
}

/** An object whose values are all checked alike, under any keys but the empty one. */
export function record(element: Check): Check {
  return (value, path, faults) => {
    if (!isObject(value)) faults.add(path, 'not-an-object', { found: kindOf(value) });
    else for (const [key, inner] of Object.entries(value)) checkEntry(element, key, inner, path, faults);
  };
}

function checkEntry(element: Check, key: string, inner: unknown, path: string, faults: FaultList): void {
  if (key === '') faults.add(path, 'empty-key');
  else element(inner, pathTo(path, key), faults);
}

/** An object of known keys. Others are left alone, as VROOM does, unless they look like a known one misspelt. */
export function shape(keys: Record<string, Check>, required: string[] = []): Check {
  return (value, path, faults) => {
    if (!isObject(value)) return faults.add(path, 'not-an-object', { found: kindOf(value) });
    for (const key of required) if (value[key] === undefined) faults.add(pathTo(path, key), 'missing');
    for (const [key, inner] of Object.entries(value)) {
      if (inner === undefined) continue;
      if (Object.hasOwn(keys, key)) keys[key]!(inner, pathTo(path, key), faults);
      else reportMisspelt(key, Object.keys(keys), path, faults);
    }
  };
}

function reportMisspelt(key: string, known: string[], path: string, faults: FaultList): void {
  const meant = nearestKey(key, known);
  if (meant !== undefined) faults.add(pathTo(path, key), 'unknown-key', { meant });
}

/** JSON path of a member. */
export function pathTo(path: string, key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key.slice(0, 60))}]`;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return typeof value;
}

/** Stands for what is no object, which was told already. */
export const noRow: Record<string, unknown> = Object.freeze({});

/** Lists of anything as rows that may be asked for keys: what is no object has none. */
export function rowsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map((row: unknown) => (isObject(row) ? row : noRow)) : [];
}
