import type { InputFault, Window } from './problem.ts';

const MOST_FAULTS = 200;

/** Gathers faults of an input, at most 200. Every check answers whether all is well. */
export class FaultList {
  readonly faults: InputFault[] = [];
  private count = 0;

  add(path: string, message: string): false {
    this.count += 1;
    if (this.faults.length < MOST_FAULTS) this.faults.push({ path, message });
    return false;
  }

  /** Whether a check finds nothing. */
  clean(check: () => void): boolean {
    const before = this.count;
    check();
    return this.count === before;
  }

  isList(path: string, value: unknown): boolean {
    return Array.isArray(value) || this.add(path, 'must be a list');
  }

  number(path: string, value: unknown, low: number, high: number): boolean {
    if (typeof value !== 'number' || !Number.isFinite(value)) return this.add(path, `${String(value)} is not a number`);
    return (value >= low && value <= high) || this.add(path, `${value} is not between ${low} and ${high}`);
  }

  integer(path: string, value: unknown, low: number, high: number): boolean {
    if (!this.number(path, value, low, high)) return false;
    return Number.isInteger(value) || this.add(path, `${String(value)} is not a whole number`);
  }

  /** A number for each step, none negative. */
  numbers(path: string, values: ArrayLike<number>, length: number, high: number): boolean {
    if (values.length < length) return this.add(path, `has ${values.length} numbers, ${length} steps need one each`);
    for (let at = 0; at < length; at += 1) if (!this.number(`${path}[${at}]`, values[at], 0, high)) return false;
    return true;
  }

  positions(path: string, values: readonly number[], count: number): boolean {
    if (values.length === 0) return this.add(path, 'is empty');
    const wrong = values.find((value) => !Number.isInteger(value) || value < 0 || value >= count);
    return wrong === undefined || this.add(path, `${String(wrong)} does not exist`);
  }

  /** At least one window, each from a start to a later end. */
  windows(path: string, windows: readonly Window[], isWindow: (window: Window) => boolean): boolean {
    if (windows.length === 0) return this.add(path, 'is empty');
    const wrong = windows.findIndex((window) => typeof window !== 'object' || window === null || !isWindow(window));
    return wrong < 0 || this.add(`${path}[${wrong}]`, 'ends before it starts, or is no window');
  }
}
