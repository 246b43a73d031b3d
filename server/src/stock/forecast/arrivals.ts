import { newId } from '@baogong/contract';
import { iso } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/actor.ts';
import { recordFacts } from '../../platform/log/record.ts';
import { explainFills } from '../readings/queries.ts';
import { minutesOf } from './belief.ts';
import { foldFacts, refold } from './fold.ts';
import { type Believed, lockStocks, saveBeliefs, type StockRow } from './queries.ts';

/** What moved, as the ledger posts it; a site's own place has the organisation's id. Base units. */
type Moved = { kind: string; itemCode: string; from: string; to: string; quantity: number };

/** Goods that come to be used at the site; counts and openings only say what was there anyhow. */
const arrivals: ReadonlySet<string> = new Set(['produce', 'buy', 'donate', 'arrive', 'direct', 'transfer']);
/** What takes back an arrival: the forecast is made anew of what is left. */
const takenBack: ReadonlySet<string> = new Set(['reject', 'correct']);

/** What is used up, lost or counted is the forecast's own business. */
export function movesForecast({ kind }: Pick<Moved, 'kind'>): boolean {
  return arrivals.has(kind) || takenBack.has(kind);
}

/**
 * Takes what came to watched stocks into their forecasts, in the transaction that posts it, so that no screen shows a delivery and the
 * hours of before it. Fills that were asked about and are explained by it are settled.
 */
export async function goodsArrived(
  tx: Tx,
  { actor, happenedAt }: { actor: Actor; happenedAt: string },
  movements: readonly Moved[],
): Promise<void> {
  const told = movements.filter(movesForecast);
  if (told.length === 0) return;
  const keys = told.flatMap(({ kind, itemCode, from, to }) => [
    { organisationId: to, item: itemCode },
    ...(takenBack.has(kind) ? [{ organisationId: from, item: itemCode }] : []),
  ]);
  const stocks = await lockStocks(tx, [], keys);
  if (stocks.length === 0) return;
  const now = latest([happenedAt, ...stocks.flatMap(({ factAt }) => factAt ?? [])]);
  const believed: Believed[] = [];
  for (const stock of stocks) believed.push(await takeArrivals(tx, stock, told, happenedAt, now));
  await saveBeliefs(tx, believed, now);
  const explaining = told.flatMap(({ kind, itemCode, to, quantity }) => {
    const stock = stocks.find(({ organisationId, item }) => organisationId === to && item === itemCode);
    return stock && arrivals.has(kind) ? [{ stockId: stock.id, quantity, at: happenedAt }] : [];
  });
  await explainFills(tx, explaining, iso(now));
  await tellOfForecasts(tx, actor, stocks, now);
}

/** One fact a site: what is forecast of these stocks is no longer what it was. */
export async function tellOfForecasts(
  tx: Tx,
  actor: Actor,
  stocks: readonly Pick<StockRow, 'id' | 'organisationId' | 'areaCode' | 'item'>[],
  now: Temporal.Instant,
): Promise<void> {
  const sites = [...Map.groupBy(stocks, ({ organisationId }) => organisationId).values()];
  const facts = sites.map((own) => ({
    module: 'stock',
    action: 'forecast',
    subjectId: newId(),
    version: 1,
    organisationId: own[0]!.organisationId,
    areaCode: own[0]!.areaCode,
    happenedAt: iso(now),
    details: { stocks: own.map(({ id }) => id).slice(0, 50), items: own.map(({ item }) => item).slice(0, 50) },
  }));
  await recordFacts(tx, actor, null, facts);
}

/** What is booked late is no reason to forget the readings since. */
function latest(instants: readonly string[]): Temporal.Instant {
  const times = instants.map((instant) => Temporal.Instant.from(instant));
  return times.reduce((last, each) => (Temporal.Instant.compare(last, each) < 0 ? each : last));
}

async function takeArrivals(
  tx: Tx,
  stock: StockRow,
  moved: readonly Moved[],
  happenedAt: string,
  now: Temporal.Instant,
): Promise<Believed> {
  const own = moved.filter(({ itemCode }) => itemCode === stock.item);
  const came = own.filter(({ kind, to }) => arrivals.has(kind) && to === stock.organisationId);
  const isPlain = own.every(({ kind, from, to }) => !takenBack.has(kind) || ![from, to].includes(stock.organisationId));
  const isInOrder = stock.factAt === null || minutesOf(stock.factAt) <= minutesOf(happenedAt);
  if (!isPlain || !isInOrder) return refold(tx, stock, now);
  const facts = came.map(({ quantity }) => ({ kind: 'delivery', at: minutesOf(happenedAt), quantity }) as const);
  return foldFacts(tx, stock, facts, now);
}
