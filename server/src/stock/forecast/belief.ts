import { newStockState, type StockFact, type StockState, updateForecast } from '@baogong/solver/forecast';

/** Counts up whenever the solver's numbers change their meaning: beliefs of other models are built anew from the facts. */
export const MODEL = 2;

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

/** As kept: capacity, dead stock and step of the gauge (NaN: none), then the solver's numbers; so it can be reckoned with by itself. */
const SETTINGS = 3;
const usual = newStockState({});
const COUNT = SETTINGS + usual.values.length;
export const BELIEF_BYTES = COUNT * usual.values.BYTES_PER_ELEMENT;

/** The belief as kept; undefined where it was written by another model. */
export function readBelief(stock: WatchedStock, model: number, bytes: Buffer): StockState | undefined {
  if (model !== MODEL) return undefined;
  const state = newBelief(stock);
  if (bytes.length === 0) return state;
  if (bytes.length !== BELIEF_BYTES) return undefined;
  bytes.copy(Buffer.from(state.values.buffer), 0, BELIEF_BYTES - state.values.byteLength);
  return state;
}

export function writeBelief({ settings: { capacity, deadStock, gaugeStep }, values }: StockState): Buffer {
  const numbers = new Float64Array(COUNT);
  numbers.set([capacity ?? Number.NaN, deadStock, gaugeStep ?? Number.NaN]);
  numbers.set(values, SETTINGS);
  return Buffer.from(numbers.buffer);
}

/** What is believed, over the numbers as kept, without a copy. */
export function beliefIn(numbers: Float64Array): StockState {
  const [capacity, deadStock, gaugeStep] = numbers as unknown as [number, number, number];
  const settings = { ...usual.settings, capacity: orNull(capacity), deadStock, gaugeStep: orNull(gaugeStep) };
  return { settings, values: numbers.subarray(SETTINGS) };
}

function orNull(number: number): number | null {
  return Number.isNaN(number) ? null : number;
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
