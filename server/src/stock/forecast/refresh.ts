import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import { BELIEF_BYTES, MODEL } from './belief.ts';
import { refold } from './fold.ts';
import { listRanges } from './page.ts';
import { lockStocks, saveBeliefs } from './queries.ts';
import { reckonRanges } from './reckon.ts';
import { reckonInThreads } from './threads.ts';

/** So many pages are worth waking threads for. */
const MANY_RANGES = 5;

/**
 * Reckons anew what time alone has moved: ranges widen, and a reading grows old. Returns how many stocks were looked at. A whole city
 * at once goes to threads. `all`: whether due or not; then only what has moved by more than a hundredth is written.
 */
export async function refreshForecasts(db: Db, now: Temporal.Instant, { all = false } = {}): Promise<number> {
  await rebuildForeign(db, now);
  const ranges = await listRanges(db, now, all);
  if (ranges.length >= MANY_RANGES) return reckonInThreads(db, ranges, now);
  return reckonRanges(db, () => Promise.resolve(ranges.shift()), now);
}

/** Beliefs that another model wrote (a newer solver) are built anew from the facts. */
async function rebuildForeign(db: Db, now: Temporal.Instant): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select stock_id as id from stock_belief
    where model <> ${MODEL} or length(numbers) not in (0, ${BELIEF_BYTES}) limit 1000`.execute(db);
  for (const { id } of rows) {
    await db.transaction().execute(async (tx) => {
      const [stock] = await lockStocks(tx, [id], []);
      if (stock) await saveBeliefs(tx, [await refold(tx, stock, now)], now);
    });
  }
}
