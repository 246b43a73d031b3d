import type { ReadingFlag, ReadingSource, StockCurve } from '@baogong/contract';
import { type ExpectedDelivery, hourlyBands } from '@baogong/solver/forecast';
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import { instantOf, minutesOf, readBelief } from '../forecast/belief.ts';
import { readDeliveries } from '../forecast/facts.ts';
import { findUnderWay } from '../shipments/under-way.ts';
import { getStock } from './run-dry.ts';

const MOST_POINTS = 1500;

/** What was read, what came, and what is expected hour by hour. */
export async function stockCurve(
  db: DbOrTx,
  actor: Actor,
  { id, back, ahead }: { id: string; back: number; ahead: number },
  now: Temporal.Instant,
): Promise<StockCurve> {
  const stock = await getStock(db, actor, id, now);
  const since = iso(now.subtract({ hours: back }));
  const [readings, deliveries, belief, coming] = await Promise.all([
    readPoints(db, id, since),
    readDeliveries(db, id, since),
    findBelief(db, id),
    // The stock's row shows the first of them only.
    findUnderWay(db, [id], now),
  ]);
  const expected = coming.get(id)?.expected ?? [];
  return {
    stock,
    readings,
    deliveries: deliveries.map(({ at, quantity }) => ({ at: instantOf(at), quantity })),
    hours: hoursAhead(belief, ahead, now, []),
    hoursWithArrivals: expected.length > 0 ? hoursAhead(belief, ahead, now, expected) : [],
  };
}

type Point = { at: string; quantity: number; source: ReadingSource; flag: ReadingFlag | null; void: boolean };

/** Every n-th reading where there are too many to draw; odd ones always. */
async function readPoints(db: DbOrTx, stockId: string, since: string): Promise<Point[]> {
  const { rows } = await sql<Point>`
    with found as (
      select reading.id, at, quantity, source, flag, row_number() over (order by at) as place, count(*) over () as total
      from reading where stock_id = ${stockId} and at >= ${since} and quantity is not null)
    select found.at, found.quantity, source, found.flag, coalesce(answer = 'wrong', false) as void
    from found left join reading_question on reading_id = found.id and answer = 'wrong'
    where total <= ${MOST_POINTS} or found.flag is not null or place % (1 + total / ${MOST_POINTS}) = 0
    order by found.at limit ${MOST_POINTS * 2}`.execute(db);
  return rows;
}

type BeliefRow = {
  capacity: number | null;
  deadStock: number;
  usualPerHour: number | null;
  isCounted: boolean;
  model: number;
  numbers: Buffer;
  at: string | null;
};

async function findBelief(db: DbOrTx, stockId: string): Promise<BeliefRow | undefined> {
  const { rows } = await sql<BeliefRow>`
    select capacity, dead_stock as "deadStock", usual_per_hour as "usualPerHour",
           gauge = 'quantity' and item.base_unit not in ('gram', 'millilitre') as "isCounted", model, numbers, belief.at
    from stock_belief belief join monitored_stock stock on stock.id = stock_id join item on item.code = item_code
    where stock_id = ${stockId}`.execute(db);
  return rows[0];
}

function hoursAhead(
  row: BeliefRow | undefined,
  hours: number,
  now: Temporal.Instant,
  expected: readonly ExpectedDelivery[],
): StockCurve['hours'] {
  const state = row && readBelief(row, row.model, row.numbers);
  if (!state || row.at === null) return [];
  const start = Math.max(now.epochMilliseconds / 60_000, minutesOf(row.at));
  const { stock, hours: bands } = hourlyBands(state, start, hours, expected);
  const nothing = { p10: 0, p50: 0, p90: 0 };
  return [{ at: start, stock, used: nothing }, ...bands].map(({ at, ...band }) => ({ at: instantOf(at), ...band }));
}
