import { newStockState, type StockFact, type StockState, updateForecast } from '@baogong/solver/forecast';

/** Counts up whenever the solver's numbers change their meaning: beliefs of other models are built anew from the facts. */
export const MODEL = 1;

/** What the forecast must know of a watched stock. Base units. */
export type WatchedStock = {
  capacity: number | null;
  deadStock: number;
  usualPerHour: number | null;
  /** Things are counted one by one, so that a count is right to one. */
  isCounted: boolean;
};

/** A stock of which nothing is known yet. */
export function newBelief({ capacity, deadStock, usualPerHour, isCounted }: WatchedStock): StockState {
  return newStockState({
    capacity,
    deadStock,
    ...(isCounted ? { gaugeStep: 1 } : {}),
    ...(usualPerHour === null ? {} : { usualPerHour }),
  });
}

/** The belief as kept; undefined where it was written by another model. */
export function readBelief(stock: WatchedStock, model: number, numbers: Buffer): StockState | undefined {
  if (model !== MODEL) return undefined;
  const state = newBelief(stock);
  if (numbers.length === 0) return state;
  if (numbers.length !== state.values.byteLength) return undefined;
  numbers.copy(Buffer.from(state.values.buffer));
  return state;
}

export function writeBelief({ values }: StockState): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

export function copyBelief({ settings, values }: StockState): StockState {
  return { settings, values: values.slice() };
}

/** Facts at the same minute: a delivery is in the tank before the gauge is read. */
const order: Record<StockFact['kind'], number> = { usage: 0, delivery: 1, reading: 2 };

export function byTime(left: StockFact, right: StockFact): number {
  return left.at - right.at || order[left.kind] - order[right.kind];
}

/** Moves the belief on by facts that are in order and not older than its newest. */
export function moveOn(state: StockState, facts: readonly StockFact[], now: number): void {
  for (const fact of facts) updateForecast(state, fact, now);
}

/** Minutes since 1970-01-01T00:00Z, the solver's time. */
export function minutesOf(instant: string): number {
  return Date.parse(instant) / 60_000;
}

export function instantOf(minutes: number): string {
  return new Date(Math.round(minutes * 60_000)).toISOString();
}
