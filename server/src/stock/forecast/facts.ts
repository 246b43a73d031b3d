import { buildForecast, type StockFact, type StockState } from '@baogong/solver/forecast';
import { sql } from 'kysely';
import type { DbOrTx } from '../../platform/db/database.ts';
import { minutesOf, newBelief, type WatchedStock } from './belief.ts';

/** What is older has no weight in the forecast any more; more of one stock would take too long. */
const DAYS = 30;
const MOST_READINGS = 3000;

/**
 * All facts of a stock that its forecast is made of: readings that nobody called wrong (those that somebody called right count
 * twice, so that the stock believes them), reported use, and what was delivered to the site less what was turned back.
 */
export async function readFacts(db: DbOrTx, stockId: string, now: Temporal.Instant): Promise<StockFact[]> {
  const since = String(now.subtract({ hours: 24 * DAYS }));
  const { rows } = await sql<{
    at: string;
    quantity: number | null;
    deviation: number | null;
    planned: number | null;
    weight: number;
  }>`
    select reading.at, reading.quantity, deviation, planned_per_hour as planned,
           case answer.answer when 'wrong' then 0 when 'right' then 2 else 1 end as weight
    from reading
    left join reading_question answer on answer.reading_id = reading.id and answer.answer in ('right', 'wrong')
    where reading.stock_id = ${stockId} and reading.at >= ${since}
    order by reading.at desc limit ${MOST_READINGS}`.execute(db);
  const facts: StockFact[] = rows.flatMap(({ at, quantity, deviation, planned, weight }) => [
    ...(quantity === null ? [] : Array.from({ length: weight }, () => readingFact(minutesOf(at), quantity, deviation))),
    ...(planned === null ? [] : [{ kind: 'usage', at: minutesOf(at), plannedPerHour: planned } as const]),
  ]);
  return [...facts, ...(await readDeliveries(db, stockId, since))];
}

export function readingFact(at: number, quantity: number, deviation: number | null): StockFact {
  return { kind: 'reading', at, quantity, ...(deviation === null ? {} : { deviation }) };
}

/** What came into the site's own place since; what was turned back or corrected is taken off what came with it. */
export async function readDeliveries(
  db: DbOrTx,
  stockId: string,
  since: string,
): Promise<(StockFact & { kind: 'delivery' })[]> {
  const { rows } = await sql<{ at: string; quantity: number }>`
    with moves as (
      select coalesce(move.delivery_id, original.delivery_id, original.posting_id, move.posting_id) as trip, move.happened_at,
             case when move.to_place_id = stock.organisation_id then move.quantity else -move.quantity end as quantity
      from monitored_stock stock
      join movement move on move.item_code = stock.item_code
        and (move.to_place_id = stock.organisation_id or move.from_place_id = stock.organisation_id)
      left join movement original on original.id = move.corrects_id
      where stock.id = ${stockId} and move.happened_at >= ${since}
        and move.kind in ('produce', 'buy', 'donate', 'arrive', 'direct', 'transfer', 'reject', 'correct'))
    select min(happened_at) filter (where quantity > 0) as at, sum(quantity)::bigint as quantity
    from moves group by trip having sum(quantity) > 0 order by 1`.execute(db);
  return rows.map(({ at, quantity }) => ({ kind: 'delivery', at: minutesOf(at), quantity }));
}

/** The belief from all facts, whatever order they came in, with the verdict on each. */
export function rebuild(
  stock: WatchedStock,
  facts: readonly StockFact[],
  now: Temporal.Instant,
): { state: StockState; verdicts: string[] } {
  return buildForecast(optionsOf(stock), facts, now.epochMilliseconds / 60_000);
}

function optionsOf(stock: WatchedStock) {
  const { settings } = newBelief(stock);
  const { capacity, deadStock, gaugeStep } = settings;
  return {
    capacity,
    deadStock,
    gaugeStep,
    ...(stock.usualPerHour === null ? {} : { usualPerHour: stock.usualPerHour }),
  };
}
