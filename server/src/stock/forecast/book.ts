import { newId } from '@baogong/contract';
import { sql } from 'kysely';
import { systemActor } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import { recordFacts } from '../../platform/log/record.ts';
import { lockHoldings } from '../ledger/holdings.ts';
import { consumeDownTo } from '../ledger/lots.ts';

const BATCH = 500;
/** A reading older than this says nothing about what is there now. */
const FRESH_HOURS = 2;

type Above = { organisationId: string; areaCode: string; itemCode: string; quantity: number };

/**
 * Brings the book of watched stocks down to their last plain reading: what the gauge no longer shows was used. A rise is asked about
 * when it is read, never posted. Returns how many stocks were brought down.
 */
export async function bringBooksDown(db: Db, now: Temporal.Instant): Promise<number> {
  let count = 0;
  let after = { organisationId: '00000000-0000-0000-0000-000000000000', itemCode: '' };
  for (;;) {
    const above = await findAbove(db, now, after);
    if (above.length === 0) return count;
    after = above.at(-1)!;
    count += await db.transaction().execute((tx) => bringDown(tx, above, now));
    if (above.length < BATCH) return count;
  }
}

/** Books above the reading, by site and item. */
async function findAbove(
  db: Db,
  now: Temporal.Instant,
  after: Pick<Above, 'organisationId' | 'itemCode'>,
): Promise<Above[]> {
  const { rows } = await sql<Above>`
    select organisation_id as "organisationId", organisation.area_code as "areaCode", stock.item_code as "itemCode", last.quantity
    from monitored_stock stock join organisation on organisation.id = organisation_id
    join holding on holding.place_id = organisation_id and holding.item_code = stock.item_code
    cross join lateral (
      select quantity, flag from reading where stock_id = stock.id and quantity is not null order by at desc limit 1) last
    where (organisation_id, stock.item_code) > (${after.organisationId}::uuid, ${after.itemCode})
      and last.flag is null and on_hand - reserved > 0 and on_hand > last.quantity
      and exists (select from reading where stock_id = stock.id and at >= ${iso(now.subtract({ hours: FRESH_HOURS }))})
    order by organisation_id, stock.item_code limit ${BATCH}`.execute(db);
  return rows;
}

async function bringDown(tx: Tx, above: readonly Above[], now: Temporal.Instant): Promise<number> {
  // All of them at once and in order, so that postings at work on several of these sites never wait in a circle.
  await lockHoldings(
    tx,
    above.map(({ organisationId: placeId, itemCode }) => ({ placeId, itemCode })),
  );
  let count = 0;
  for (const [site, levels] of Map.groupBy(above, ({ organisationId }) => organisationId)) {
    const posting = { postingId: newId(), actor: systemActor, happenedAt: iso(now) };
    const booked = await consumeDownTo(tx, posting, site, levels);
    if (booked.length === 0) continue;
    const fact = {
      module: 'stock',
      action: 'consume',
      subjectId: posting.postingId,
      version: 1,
      organisationId: site,
      areaCode: levels[0]!.areaCode,
      happenedAt: posting.happenedAt,
      details: { items: booked.map(({ itemCode }) => itemCode), quantities: booked.map(({ used }) => used) },
    };
    await recordFacts(tx, systemActor, null, [fact]);
    count += booked.length;
  }
  return count;
}
