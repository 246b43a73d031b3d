import type { ExpectedDelivery } from './empty-at.ts';
import type { StockQuestion } from './forecast-stock.ts';
import type { StockOptions } from './stock-options.ts';
import { type FactVerdict, LARGEST_TIME, type StockFact } from './update-forecast.ts';

/** What is odd in a question. Words are made where people read. */
export type StockFault = {
  /** JSON path: `$.readings[3]`. */
  path: string;
  code:
    | Exclude<FactVerdict, 'plain'>
    | 'not-an-object'
    | 'not-a-list'
    | 'not-positive'
    | 'above-capacity'
    | 'out-of-order';
  /** Whether the value is in the forecast all the same. */
  used: boolean;
};

/** Sound options: what isn't sound is named and left out. */
export function checkOptions(question: StockQuestion, faults: StockFault[]): StockOptions {
  const amount = (key: 'capacity' | 'deadStock' | 'gaugeStep' | 'usualPerHour', least: number) => {
    const value = question[key];
    if (value === undefined || value === null) return undefined;
    const code = faultOfAmount(value) ?? (value >= least ? null : 'not-positive');
    if (code === null) return value;
    faults.push({ path: `$.${key}`, code, used: false });
    return undefined;
  };
  const capacity = amount('capacity', 1);
  const deadStock = amount('deadStock', 0);
  const tooHigh = capacity !== undefined && deadStock !== undefined && deadStock >= capacity;
  if (tooHigh) faults.push({ path: '$.deadStock', code: 'above-capacity', used: false });
  return {
    capacity,
    deadStock: tooHigh ? undefined : deadStock,
    gaugeStep: amount('gaugeStep', Number.MIN_VALUE),
    usualPerHour: amount('usualPerHour', Number.MIN_VALUE),
  };
}

/** Sound deliveries to come, by time. */
export function checkExpected(expected: readonly ExpectedDelivery[], faults: StockFault[]): ExpectedDelivery[] {
  const sound = listOf(expected, '$.expected', faults).filter(({ path, entry }) => {
    const code = Math.abs(entry.at) <= LARGEST_TIME ? faultOfAmount(entry.quantity) : 'not-a-number';
    if (code !== null) faults.push({ path, code, used: false });
    return code === null;
  });
  return sound.map(({ entry }) => entry).sort((left, right) => left.at - right.at);
}

/** All facts with their paths; what isn't even an object is named and left out. */
export function collectFacts(question: StockQuestion, faults: StockFault[]): { facts: StockFact[]; paths: string[] } {
  const facts: StockFact[] = [];
  const paths: string[] = [];
  const add = <Entry extends { at: number }>(
    key: string,
    list: readonly Entry[],
    toFact: (entry: Entry) => StockFact,
  ) => {
    let last = Number.NEGATIVE_INFINITY;
    for (const { path, entry } of listOf(list, `$.${key}`, faults)) {
      facts.push(toFact(entry));
      paths.push(path);
      if (entry.at < last) faults.push({ path, code: 'out-of-order', used: true });
      if (entry.at > last && entry.at <= question.now) last = entry.at;
    }
  };
  add('readings', question.readings, ({ at, quantity, deviation }) => ({ kind: 'reading', at, quantity, deviation }));
  add('deliveries', question.deliveries ?? [], ({ at, quantity }) => ({ kind: 'delivery', at, quantity }));
  add('usage', question.usage ?? [], ({ at, plannedPerHour }) => ({ kind: 'usage', at, plannedPerHour }));
  return { facts, paths };
}

function listOf<Entry>(list: readonly Entry[], path: string, faults: StockFault[]): { path: string; entry: Entry }[] {
  if (!Array.isArray(list)) {
    faults.push({ path, code: 'not-a-list', used: false });
    return [];
  }
  return (list as readonly Entry[])
    .map((entry, index) => ({ path: `${path}[${index}]`, entry }))
    .filter(({ path: place, entry }) => {
      const sound = typeof entry === 'object' && entry !== null;
      if (!sound) faults.push({ path: place, code: 'not-an-object', used: false });
      return sound;
    });
}

function faultOfAmount(value: number): 'not-a-number' | 'negative' | 'too-large' | null {
  if (!Number.isFinite(value)) return 'not-a-number';
  if (value < 0) return 'negative';
  return value > 2 ** 53 ? 'too-large' : null;
}
