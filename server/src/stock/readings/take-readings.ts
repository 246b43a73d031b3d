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
import { type Actor, requireRight } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Act } from '../../platform/http/context.ts';
import { type Fact, recordFacts } from '../../platform/log/record.ts';
import { invalid, Refusal } from '../../platform/refusal.ts';
import { readingFact } from '../forecast/facts.ts';
import { bandBefore, foldFacts, type Judged } from '../forecast/fold.ts';
import { movedNoticeably } from '../forecast/outlook.ts';
import { type Believed, saveBeliefs, type StockRow } from '../forecast/queries.ts';
import { catalogueOf } from '../reference.ts';
import { type CheckedReading, checkReading, checkTime } from './check-reading.ts';
import { askAbout, type FlaggedReading, findKnown, insertReadings, type NewReading, timeKey } from './queries.ts';
import { openStocks, type StockFinder } from './open-stocks.ts';

export type ReadingsInput = { source?: ReadingSource | undefined; readings: ReadingInput[] };
/** A reading with the stock it belongs to. */
type Placed = { stock: StockRow; reading: CheckedReading };
/** What one stock's new readings have come to. */
type Folded = { stock: StockRow; placed: Placed[]; believed: Believed; judged: Judged[]; source: ReadingSource };

/**
 * Takes readings: those that can be, whatever is wrong with the others. What is odd is taken too, flagged, and asked about.
 * Forecasts move on in the same transaction. Where nothing can be taken, the first reason refuses the whole.
 */
export async function takeReadings(
  act: Act,
  db: Db,
  input: ReadingsInput,
  { evenIfNone = false } = {},
): Promise<Omit<TakenReadings, 'stocks'> & { stockIds: string[] }> {
  const refused: RefusedReading[] = [];
  const timed = keepSound(input.readings, refused, act.actor.locale, (reading, index) => ({
    reading,
    index,
    at: checkTime(reading, index, act.now),
  }));
  const stocks = await openStocks(
    act,
    db,
    timed.map(({ reading }) => reading),
  );
  const placed = await placeReadings(act, db, timed, stocks, refused);
  const { fresh, repeated } = await leaveOutKnown(act, placed, input.source, refused);
  if (fresh.length + repeated === 0 && !evenIfNone) throw refusalOfAll(refused);
  const folded: Folded[] = [];
  for (const [stock, own] of Map.groupBy(fresh, (each) => each.stock))
    folded.push(await foldStock(act, stock, own, input.source));
  const flagged = await write(act, folded);
  return {
    taken: fresh.length,
    repeated,
    flagged,
    refused: refused.toSorted((left, right) => left.index - right.index),
    stockIds: [...new Set(placed.map(({ stock }) => stock.id))],
  };
}

type Timed = { reading: ReadingInput; index: number; at: number };

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

async function placeReadings(
  act: Act,
  db: Db,
  timed: readonly Timed[],
  stocks: StockFinder,
  refused: RefusedReading[],
): Promise<Placed[]> {
  const items = await catalogueOf(db).items();
  const place = ({ reading, index, at }: Timed): Placed => {
    const stock = stocks.get(reading, index);
    requireRight(act.actor, 'readings.write', stock);
    return { stock, reading: checkReading(reading, index, at, stock, items.get(stock.item)!) };
  };
  return keepSound(timed, refused, act.actor.locale, place, ({ index }) => index);
}

/** The same stock, time and source again: repeated where it says the same, refused where it says something else. */
async function leaveOutKnown(
  act: Act,
  placed: readonly Placed[],
  given: ReadingSource | undefined,
  refused: RefusedReading[],
): Promise<{ fresh: Placed[]; repeated: number }> {
  const known = new Map<string, number | null>();
  for (const [source, own] of Map.groupBy(placed, ({ stock }) => sourceOf(act.actor, stock, given))) {
    const wanted = own.map(({ stock, reading }) => ({ stockId: stock.id, at: reading.at }));
    for (const entry of await findKnown(act.tx, source, wanted)) known.set(...entry);
  }
  let repeated = 0;
  const isFresh = (each: Placed) => {
    const key = timeKey(each.stock.id, each.reading.at);
    const before = known.get(key);
    known.set(key, each.reading.quantity);
    if (before === undefined) return each;
    if (before !== each.reading.quantity)
      throw invalid('reading-differs', { field: `readings[${each.reading.index}].at` });
    repeated += 1;
    return null;
  };
  const fresh = keepSound(placed, refused, act.actor.locale, isFresh, ({ reading }) => reading.index);
  return { fresh: fresh.filter((each) => each !== null), repeated };
}

async function foldStock(
  act: Act,
  stock: StockRow,
  placed: Placed[],
  given: ReadingSource | undefined,
): Promise<Folded> {
  const facts = placed.flatMap(({ reading }) => factsOf(reading));
  const { judged, ...believed } = await foldFacts(act.tx, stock, facts, act.now);
  return { stock, placed, believed, judged, source: sourceOf(act.actor, stock, given) };
}

function factsOf({ at, quantity, deviation, plannedPerHour }: CheckedReading): StockFact[] {
  const minutes = at / 60_000;
  return [
    ...(plannedPerHour ? [{ kind: 'usage', at: minutes, plannedPerHour } as const] : []),
    ...(quantity === null ? [] : [readingFact(minutes, quantity, deviation)]),
  ];
}

/** Appends the readings with one fact a site, keeps what is believed now, and asks about what is odd. Returns how many are odd. */
async function write(act: Act, folded: readonly Folded[]): Promise<number> {
  const sites = [...Map.groupBy(folded, ({ stock }) => stock.organisationId).values()].map((own) => ({
    own,
    id: newId(),
  }));
  const readings = sites.flatMap(({ own, id }) =>
    own.flatMap((each) => each.placed.map((placed) => rowOf(each, placed, id))),
  );
  if (readings.length === 0) return 0;
  const flagged = await insertReadings(act.tx, readings);
  await saveBeliefs(
    act.tx,
    folded.map(({ believed }) => believed),
    act.now,
  );
  await ask(act, folded, flagged);
  await recordFacts(
    act.tx,
    act.actor,
    act.commandId,
    sites.map(({ own, id }) => factOf(act, own, id)),
  );
  return flagged.length;
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
async function ask(act: Act, folded: readonly Folded[], flagged: readonly FlaggedReading[]): Promise<void> {
  const newest = new Map<string, FlaggedReading>();
  for (const each of flagged) if ((newest.get(each.stockId)?.at ?? '') < each.at) newest.set(each.stockId, each);
  const questions = [...newest.values()].map(({ id, stockId, at, quantity, flag }) => {
    const own = folded.find(({ stock }) => stock.id === stockId)!;
    const judged = own.judged.find(({ fact }) => fact.kind === 'reading' && fact.at === Date.parse(at) / 60_000);
    return { id: newId(), stockId, readingId: id, flag, at, quantity: quantity!, expected: judged?.expected ?? null };
  });
  await askAbout(act.tx, questions, iso(act.now));
}

const MOST_NAMED = 50;

/** One fact a request and site: screens and warnings look at the stocks that it names. */
function factOf(act: Act, own: readonly Folded[], id: string): Fact {
  const [{ stock, source }] = own as readonly [Folded, ...Folded[]];
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
function sourceOf(actor: Actor, stock: StockRow, given: ReadingSource | undefined): ReadingSource {
  if (given) return given;
  if (actor.id.startsWith('token:')) return 'telemetry';
  const ownRoles = new Set(['institution', 'supplier', 'family-doctor', 'resident']);
  const own = actor.posts.filter(({ role }) => ownRoles.has(role));
  return mayDo(own, 'readings.write', stock) ? 'phone' : 'on-behalf';
}

function refusalOfAll(refused: readonly RefusedReading[]): Refusal {
  const [first] = refused;
  const issues = refused.slice(0, 100).map(({ field, message }) => ({ field, message }));
  return invalid('invalid-input', { field: first!.field, issues, params: { detail: first!.message } });
}
