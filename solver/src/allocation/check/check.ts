import type { AllocationFault } from '../result.ts';
import type { CheckedDemand, CheckedItem, CheckedLane, CheckedProblem, CheckedSupply } from './checked.ts';
import { asList, asNumber, asRecord, asText, type FaultBook, LARGEST_QUANTITY, note, type Range } from './faults.ts';

const MOST_ENTRIES = 2_000_000;
const MOST_PERIODS = 100_000;
const wholeFrom = (least: number, otherwise?: number, most = LARGEST_QUANTITY): Range => ({
  least,
  most,
  whole: true,
  otherwise,
});
const quantity = wholeFrom(0);
const optionalQuantity = wholeFrom(0, 0);
const period = wholeFrom(0, 0, MOST_PERIODS);
const weight: Range = { least: 1e-6, most: 1e6, whole: false, otherwise: 1 };

/** Nothing to give and nothing asked for are states of the world, not faults. */
const mayBeEmpty = new Set(['supplies', 'demands']);

/** Reads anything as an allocation problem: never throws, names each fault, keeps what is sound. */
export function checkProblem(given: unknown): { problem: CheckedProblem; faults: AllocationFault[] } {
  const book: FaultBook = { faults: [], suppressed: 0 };
  const problem = read(book, given);
  const { faults, suppressed } = book;
  if (suppressed > 0) faults.push({ path: '$', code: 'too-many', parameters: { suppressed } });
  return { problem, faults };
}

function read(book: FaultBook, given: unknown): CheckedProblem {
  const record = asRecord(book, given, '$') ?? {};
  const isObject = book.faults.length === 0;
  const list = (name: string): unknown[] => {
    if (!isObject) return [];
    const entries = asList(book, record[name], `$.${name}`, MOST_ENTRIES) ?? [];
    if (entries.length === 0 && Array.isArray(record[name]) && !mayBeEmpty.has(name))
      note(book, `$.${name}`, 'no-entries');
    return entries;
  };
  const items = withIds(book, list('items'), '$.items', readItem);
  const sources = withIds(book, list('sources'), '$.sources', readSource);
  const sites = withIds(book, list('sites'), '$.sites', readSite);
  const ids: Ids = { items: numbersOf(items), sources: numbersOf(sources), sites: numbersOf(sites) };
  const supplies = kept(list('supplies'), (entry, index) => readSupply(book, ids, entry, index));
  const seen = new Map<number, number>();
  const givenDemands = list('demands');
  const demands = kept(givenDemands, (entry, index) => readDemand(book, ids, sites, seen, entry, index));
  const lanes = record.lanes === undefined || !isObject ? null : readLanes(book, ids, sites.length, record.lanes);
  if (isObject && record.overrides !== undefined) readOverrides(book, ids, items, demands, record.overrides);
  return { items, sources, sites, supplies, demands, lanes, demandCount: givenDemands.length };
}

type Ids = Record<'items' | 'sources' | 'sites', Map<string, number>>;
type Entry = Record<string, unknown>;

function numbersOf(entries: readonly { id: string }[]): Map<string, number> {
  return new Map(entries.map(({ id }, index) => [id, index]));
}

function kept<Result>(entries: unknown[], readOne: (entry: unknown, index: number) => Result | undefined): Result[] {
  const results: Result[] = [];
  entries.forEach((entry, index) => {
    const result = readOne(entry, index);
    if (result !== undefined) results.push(result);
  });
  return results;
}

/** Entries with an id of their own; the second of the same id is at fault. */
function withIds<Result extends { id: string }>(
  book: FaultBook,
  entries: unknown[],
  path: string,
  readOne: (book: FaultBook, entry: Entry, id: string, path: string) => Result | undefined,
): Result[] {
  const first = new Map<string, number>();
  return kept(entries, (value, index) => {
    const own = `${path}[${index}]`;
    const entry = asRecord(book, value, own);
    const id = entry && asText(book, entry.id, `${own}.id`);
    if (entry === undefined || id === undefined) return undefined;
    if (first.has(id)) return note(book, `${own}.id`, 'duplicate-id', { id, first: `${path}[${first.get(id)}]` });
    first.set(id, index);
    return readOne(book, entry, id, own);
  });
}

function readItem(book: FaultBook, entry: Entry, id: string, path: string): CheckedItem | undefined {
  const unitsPerPack = asNumber(book, entry, 'unitsPerPack', path, wholeFrom(1, 1, 1e9));
  const gramsPerUnit = asNumber(book, entry, 'gramsPerUnit', path, wholeFrom(1, 1, 1e9));
  return unitsPerPack === undefined || gramsPerUnit === undefined ? undefined : { id, unitsPerPack, gramsPerUnit };
}

function readSource(book: FaultBook, entry: Entry, id: string, path: string) {
  const range: Range = { least: 0, most: 1e15, whole: true, otherwise: Infinity };
  const fleetGrams = asNumber(book, entry, 'fleetGrams', path, range);
  return fleetGrams === undefined ? undefined : { id, fleetGrams };
}

function readSite(book: FaultBook, entry: Entry, id: string, path: string) {
  const own = asNumber(book, entry, 'weight', path, weight);
  return own === undefined ? undefined : { id, weight: own };
}

/** The number of a known id. */
function known(book: FaultBook, ids: Map<string, number>, value: unknown, path: string): number | undefined {
  const id = asText(book, value, path);
  if (id === undefined) return undefined;
  return ids.get(id) ?? note(book, path, 'unknown-id', { id });
}

function readSupply(book: FaultBook, ids: Ids, value: unknown, index: number): CheckedSupply | undefined {
  const path = `$.supplies[${index}]`;
  const entry = asRecord(book, value, path);
  if (entry === undefined) return undefined;
  const source = known(book, ids.sources, entry.source, `${path}.source`);
  const item = known(book, ids.items, entry.item, `${path}.item`);
  const units = asNumber(book, entry, 'units', path, quantity);
  const lot = entry.lot === undefined ? '' : asText(book, entry.lot, `${path}.lot`);
  const fromPeriod = asNumber(book, entry, 'fromPeriod', path, period);
  const untilPeriod = asNumber(book, entry, 'untilPeriod', path, wholeFrom(0, Infinity));
  if (source === undefined || item === undefined || units === undefined) return undefined;
  if (lot === undefined || fromPeriod === undefined || untilPeriod === undefined) return undefined;
  return { index, source, item, units, lot, fromPeriod, untilPeriod };
}

function readDemand(
  book: FaultBook,
  ids: Ids,
  sites: readonly { weight: number }[],
  seen: Map<number, number>,
  value: unknown,
  index: number,
): CheckedDemand | undefined {
  const path = `$.demands[${index}]`;
  const entry = asRecord(book, value, path);
  if (entry === undefined) return undefined;
  const site = known(book, ids.sites, entry.site, `${path}.site`);
  const item = known(book, ids.items, entry.item, `${path}.item`);
  const numbers = numbersIn(book, entry, path);
  if (site === undefined || item === undefined || numbers === undefined) return undefined;
  const pair = site * ids.items.size + item;
  const key = numbers.period === 0 ? pair : -(pair * MOST_PERIODS + numbers.period);
  const first = seen.get(key);
  if (first !== undefined) return note(book, path, 'duplicate-entry', { first: `$.demands[${first}]` });
  seen.set(key, index);
  const { units, criticalUnits, floorUnits, capUnits, onHandUnits, priority } = numbers;
  const share = numbers.weight * sites[site]!.weight;
  return {
    index,
    site,
    item,
    period: numbers.period,
    units,
    criticalUnits,
    floorUnits,
    capUnits,
    onHandUnits,
    weight: share,
    priority,
    override: null,
  };
}

type DemandNumbers = Omit<CheckedDemand, 'index' | 'site' | 'item' | 'override'>;

const demandRanges: { [Name in keyof DemandNumbers]: Range } = {
  period,
  units: quantity,
  criticalUnits: optionalQuantity,
  floorUnits: optionalQuantity,
  capUnits: wholeFrom(0, Infinity),
  onHandUnits: optionalQuantity,
  weight,
  priority: wholeFrom(0, 0, 1000),
};

const demandFields = Object.keys(demandRanges) as (keyof DemandNumbers)[];

function numbersIn(book: FaultBook, entry: Entry, path: string): DemandNumbers | undefined {
  const numbers: Partial<DemandNumbers> = {};
  let isSound = true;
  for (const name of demandFields) {
    numbers[name] = asNumber(book, entry, name, path, demandRanges[name]);
    isSound &&= numbers[name] !== undefined;
  }
  return isSound ? (numbers as DemandNumbers) : undefined;
}

function readLanes(book: FaultBook, ids: Ids, sites: number, given: unknown): CheckedLane[][] {
  const lanes: CheckedLane[][] = Array.from({ length: sites }, () => []);
  const first = new Map<number, number>();
  (asList(book, given, '$.lanes', MOST_ENTRIES) ?? []).forEach((value, index) => {
    const path = `$.lanes[${index}]`;
    const entry = asRecord(book, value, path);
    if (entry === undefined) return;
    const source = known(book, ids.sources, entry.source, `${path}.source`);
    const site = known(book, ids.sites, entry.site, `${path}.site`);
    const costPerTonne = asNumber(book, entry, 'costPerTonne', path, {
      least: 0,
      most: 1e9,
      whole: false,
      otherwise: 0,
    });
    const transitPeriods = asNumber(book, entry, 'transitPeriods', path, period);
    const closed = entry.closed ?? false;
    if (typeof closed !== 'boolean') note(book, `${path}.closed`, 'not-boolean');
    if (source === undefined || site === undefined || costPerTonne === undefined || transitPeriods === undefined)
      return;
    const pair = site * ids.sources.size + source;
    if (first.has(pair)) return void note(book, path, 'duplicate-entry', { first: `$.lanes[${first.get(pair)}]` });
    first.set(pair, index);
    lanes[site]!.push({ source, costPerTonne, transitPeriods, closed: closed === true });
  });
  return lanes;
}

/** Puts overrides on the demands that they fix. */
function readOverrides(
  book: FaultBook,
  ids: Ids,
  items: readonly CheckedItem[],
  demands: readonly CheckedDemand[],
  given: unknown,
): void {
  const lines = new Map(demands.map((demand) => [`${demand.site} ${demand.item} ${demand.period}`, demand]));
  (asList(book, given, '$.overrides', MOST_ENTRIES) ?? []).forEach((value, index) => {
    const path = `$.overrides[${index}]`;
    const entry = asRecord(book, value, path);
    if (entry === undefined) return;
    const site = known(book, ids.sites, entry.site, `${path}.site`);
    const item = known(book, ids.items, entry.item, `${path}.item`);
    const units = asNumber(book, entry, 'units', path, quantity);
    const when = asNumber(book, entry, 'period', path, period);
    const source = entry.source === undefined ? -1 : known(book, ids.sources, entry.source, `${path}.source`);
    if (site === undefined || item === undefined || units === undefined || source === undefined) return;
    const { unitsPerPack } = items[item]!;
    if (units % unitsPerPack !== 0) return void note(book, `${path}.units`, 'not-a-multiple-of-pack', { unitsPerPack });
    const line = when === undefined ? undefined : lines.get(`${site} ${item} ${when}`);
    if (line === undefined) return void note(book, path, 'unknown-id', { id: `demand ${index}` });
    if (line.override) return void note(book, path, 'duplicate-entry', { first: `$.demands[${line.index}]` });
    line.override = { units, source };
  });
}
