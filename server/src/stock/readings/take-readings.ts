import {
  mayDo,
  newId,
  type ReadingFlag,
  type ReadingInput,
  type ReadingSource,
  type RefusedReading,
  type TakenReadings,
} from '@baogong/contract';
import type { StockFact } from '@baogong/solver/forecast';
import { requireRight } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import type { Act } from '../../platform/http/context.ts';
import { type Fact, factRow, insertFacts } from '../../platform/log/record.ts';
import { invalid, Refusal } from '../../platform/refusal.ts';
import { readingFact } from '../forecast/facts.ts';
import { bandBefore, foldFacts, type Judged } from '../forecast/fold.ts';
import { movedNoticeably } from '../forecast/outlook.ts';
import { type Believed, saveBeliefs, type StockRow } from '../forecast/queries.ts';
import type { CatalogueItem } from '../../catalogue/index.ts';
import { catalogueOf } from '../reference.ts';
import { type CheckedReading, checkReading, checkTime } from './check-reading.ts';
import { askAbout, type FlaggedReading, findKnown, insertReadings, type NewReading, timeKey } from './queries.ts';
import { openStocks, type StockFinder } from './open-stocks.ts';

export type ReadingsInput = { source?: ReadingSource | undefined; readings: ReadingInput[] };
export type Taken = Omit<TakenReadings, 'stocks'> & { stockIds: string[] };
type Timed = { reading: ReadingInput; index: number; at: number };
/** One request: who says what. What is wrong with some of its readings is put down in `refused`. */
export type Order = { act: Act; source: ReadingSource | undefined; timed: Timed[]; refused: RefusedReading[] };
/** A reading with the stock it belongs to. */
type Placed = { stock: StockRow; reading: CheckedReading };
/** What an order's readings are, before anything is written. */
type Sifted = { order: Order; placed: Placed[]; fresh: Placed[]; repeated: number };
/** What one stock's new readings have come to. */
type Folded = {
  order: Order;
  stock: StockRow;
  placed: Placed[];
  believed: Believed;
  judged: Judged[];
  source: ReadingSource;
};

/**
 * Takes readings: those that can be, whatever is wrong with the others. What is odd is taken too, flagged, and asked about.
 * Forecasts move on in the same transaction. Where nothing can be taken, the first reason refuses the whole.
 */
export async function takeReadings(
  act: Act,
  db: Db,
  input: ReadingsInput,
  { evenIfNone = false } = {},
): Promise<Taken> {
  const order = openOrder(act, input);
  const stocks = await openStocks(
    act,
    db,
    order.timed.map(({ reading }) => reading),
  );
  const [taken] = (await takeTogether(act.tx, db, [order], stocks)) as [Taken];
  if (isNone(taken) && !evenIfNone) throw refusalOfAll(taken.refused);
  return taken;
}

/** What can be said of a request's readings before their stocks are known. */
export function openOrder(act: Act, { source, readings }: ReadingsInput): Order {
  const refused: RefusedReading[] = [];
  const timed = keepSound(readings, refused, act.actor.locale, (reading, index) => ({
    reading,
    index,
    at: checkTime(reading, index, act.now),
  }));
  return { act, source, timed, refused };
}

/** Takes the readings of several requests, no two of which name the same stock; all stocks are locked. Answers in their order. */
export async function takeTogether(tx: Tx, db: Db, orders: readonly Order[], stocks: StockFinder): Promise<Taken[]> {
  const items = await catalogueOf(db).items();
  const placed = orders.map((order) => ({ order, placed: placeReadings(order, stocks, items) }));
  const sifted = await leaveOutKnown(tx, placed);
  const folded: Folded[] = [];
  for (const { order, fresh } of sifted)
    for (const [stock, own] of Map.groupBy(fresh, (each) => each.stock)) {
      folded.push(await foldStock(tx, order, stock, own));
      if (folded.length % BEFORE_OTHERS === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  const flagged = await write(tx, folded);
  return sifted.map(({ order, placed: all, fresh, repeated }) => ({
    taken: fresh.length,
    repeated,
    flagged: flagged.get(order) ?? 0,
    refused: order.refused.toSorted((left, right) => left.index - right.index),
    stockIds: [...new Set(all.map(({ stock }) => stock.id))],
  }));
}

export function isNone({ taken, repeated }: Taken): boolean {
  return taken + repeated === 0;
}

/** So many stocks are reckoned, some milliseconds of work, before other requests get their turn. */
const BEFORE_OTHERS = 100;

/** Applies a check to each; what it refuses goes to `refused` with its place in the request. */
function keepSound<Entry, Sound>(
  entries: readonly Entry[],
  refused: RefusedReading[],
  locale: 'zh' | 'en',
  check: (entry: Entry, index: number) => Sound,
  placeOf: (entry: Entry, index: number) => number = (_, index) => index,
): Sound[] {
  return entries.flatMap((entry, index) => {
    try {
      return [check(entry, index)];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const place = placeOf(entry, index);
      const field = error.details.field ?? `readings[${place}]`;
      refused.push({ index: place, field, reason: error.reason, message: error.text(locale) });
      return [];
    }
  });
}

function placeReadings(
  { act, timed, refused }: Order,
  stocks: StockFinder,
  items: ReadonlyMap<string, CatalogueItem>,
): Placed[] {
  const place = ({ reading, index, at }: Timed): Placed => {
    const stock = stocks.get(reading, index);
    requireRight(act.actor, 'readings.write', stock);
    return { stock, reading: checkReading(reading, index, at, stock, items.get(stock.item)!) };
  };
  return keepSound(timed, refused, act.actor.locale, place, ({ index }) => index);
}

/** The same stock, time and source again: repeated where it says the same, refused where it says something else. */
async function leaveOutKnown(tx: Tx, placed: readonly { order: Order; placed: Placed[] }[]): Promise<Sifted[]> {
  const named = placed.flatMap(({ order, placed: own }) =>
    own.map(({ stock, reading }) => ({ stockId: stock.id, at: reading.at, source: sourceOf(order, stock) })),
  );
  const known = new Map<string, number | null>();
  for (const [source, wanted] of Map.groupBy(named, (each) => each.source))
    for (const [key, quantity] of await findKnown(tx, source, wanted)) known.set(`${source} ${key}`, quantity);
  return placed.map(({ order, placed: own }) => {
    let repeated = 0;
    const isFresh = (each: Placed) => {
      const key = `${sourceOf(order, each.stock)} ${timeKey(each.stock.id, each.reading.at)}`;
      const before = known.get(key);
      known.set(key, each.reading.quantity);
      if (before === undefined) return each;
      if (before !== each.reading.quantity)
        throw invalid('reading-differs', { field: `readings[${each.reading.index}].at` });
      repeated += 1;
      return null;
    };
    const fresh = keepSound(own, order.refused, order.act.actor.locale, isFresh, ({ reading }) => reading.index);
    return { order, placed: own, fresh: fresh.filter((each) => each !== null), repeated };
  });
}

async function foldStock(tx: Tx, order: Order, stock: StockRow, placed: Placed[]): Promise<Folded> {
  const facts = placed.flatMap(({ reading }) => factsOf(reading));
  const { judged, ...believed } = await foldFacts(tx, stock, facts, order.act.now);
  return { order, stock, placed, believed, judged, source: sourceOf(order, stock) };
}

function factsOf({ at, quantity, deviation, plannedPerHour }: CheckedReading): StockFact[] {
  const minutes = at / 60_000;
  return [
    ...(plannedPerHour ? [{ kind: 'usage', at: minutes, plannedPerHour } as const] : []),
    ...(quantity === null ? [] : [readingFact(minutes, quantity, deviation)]),
  ];
}

/** Appends the readings with one fact a request and site, keeps what is believed now, and asks about what is odd. Returns how many are odd. */
async function write(tx: Tx, folded: readonly Folded[]): Promise<Map<Order, number>> {
  if (folded.length === 0) return new Map();
  const sites = [...Map.groupBy(folded, ({ order }) => order).values()].flatMap((ofOrder) =>
    [...Map.groupBy(ofOrder, ({ stock }) => stock.organisationId).values()].map((own) => ({ own, id: newId() })),
  );
  const readings = sites.flatMap(({ own, id }) =>
    own.flatMap((each) => each.placed.map((placed) => rowOf(each, placed, id))),
  );
  const { now } = folded.at(-1)!.order.act;
  const flagged = await insertReadings(tx, readings);
  await saveBeliefs(
    tx,
    folded.map(({ believed }) => believed),
    now,
  );
  const byStock = new Map(folded.map((each) => [each.stock.id, each]));
  await ask(tx, byStock, flagged, now);
  await insertFacts(
    tx,
    sites.map(({ own, id }) => {
      const { actor, commandId } = own[0]!.order.act;
      return factRow(factOf(own, id), actor, commandId);
    }),
  );
  const odd = Map.groupBy(flagged, ({ stockId }) => byStock.get(stockId)!.order);
  return new Map([...odd].map(([order, own]) => [order, own.length]));
}

function rowOf({ stock, judged, source }: Folded, { reading }: Placed, factId: string): NewReading {
  const { index: _index, ...said } = reading;
  const minutes = reading.at / 60_000;
  const verdict = judged.find(({ fact }) => fact.kind === 'reading' && fact.at === minutes)?.verdict ?? 'plain';
  const flag = flags.has(verdict) ? (verdict as ReadingFlag) : null;
  const sure = source === 'telemetry' ? 'high' : 'medium';
  const confidence = flag !== null || reading.deviation !== null ? 'low' : sure;
  return { ...said, stockId: stock.id, source, factId, confidence, flag };
}

const flags: ReadonlySet<string> = new Set<ReadingFlag>([
  'fills-without-delivery',
  'drops-unexplained',
  'delivery-not-seen',
  'empty-while-in-use',
  'above-capacity',
]);

/** About the newest odd reading of each stock. */
async function ask(
  tx: Tx,
  byStock: ReadonlyMap<string, Folded>,
  flagged: readonly FlaggedReading[],
  now: Temporal.Instant,
): Promise<void> {
  const newest = new Map<string, FlaggedReading>();
  for (const each of flagged) if ((newest.get(each.stockId)?.at ?? '') < each.at) newest.set(each.stockId, each);
  const questions = [...newest.values()].map(({ id, stockId, at, quantity, flag }) => {
    const minutes = Date.parse(at) / 60_000;
    const judged = byStock.get(stockId)!.judged.find(({ fact }) => fact.kind === 'reading' && fact.at === minutes);
    return { id: newId(), stockId, readingId: id, flag, at, quantity: quantity!, expected: judged?.expected ?? null };
  });
  await askAbout(tx, questions, iso(now));
}

const MOST_NAMED = 50;

/** One fact a request and site: screens and warnings look at the stocks that it names. */
function factOf(own: readonly Folded[], id: string): Fact {
  const [{ stock, source, order }] = own as readonly [Folded, ...Folded[]];
  const { act } = order;
  const now = act.now.epochMilliseconds / 60_000;
  const moved = own.filter((each) => movedNoticeably(bandBefore(each.stock), each.believed.outlook.emptyAt, now));
  return {
    module: 'stock',
    action: 'read',
    subjectId: id,
    version: 1,
    organisationId: stock.organisationId,
    areaCode: stock.areaCode,
    onBehalf: source === 'on-behalf',
    happenedAt: iso(act.now),
    details: {
      source,
      readings: own.reduce((sum, { placed }) => sum + placed.length, 0),
      stocks: own.slice(0, MOST_NAMED).map((each) => each.stock.id),
      items: [...new Set(own.map((each) => each.stock.item))].slice(0, MOST_NAMED),
      moved: moved.slice(0, MOST_NAMED).map((each) => each.stock.id),
      odd: own.flatMap(({ judged }) => judged).filter(({ verdict }) => flags.has(verdict)).length,
    },
  };
}

/** Programs send telemetry; who belongs to the site reads it off; anybody else writes down what the site said. */
function sourceOf({ act: { actor }, source: given }: Order, stock: StockRow): ReadingSource {
  if (given) return given;
  if (actor.id.startsWith('token:')) return 'telemetry';
  const ownRoles = new Set(['institution', 'supplier', 'family-doctor', 'resident']);
  const own = actor.posts.filter(({ role }) => ownRoles.has(role));
  return mayDo(own, 'readings.write', stock) ? 'phone' : 'on-behalf';
}

export function refusalOfAll(refused: readonly RefusedReading[]): Refusal {
  const [first] = refused;
  const issues = refused.slice(0, 100).map(({ field, message }) => ({ field, message }));
  return invalid('invalid-input', { field: first!.field, issues, params: { detail: first!.message } });
}
