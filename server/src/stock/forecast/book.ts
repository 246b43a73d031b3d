import { newId } from '@baogong/contract';
import { sql } from 'kysely';
import { systemActor } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { recordFacts } from '../../platform/log/record.ts';
import { lockHoldings } from '../ledger/holdings.ts';
import { postMovements } from '../ledger/movements.ts';
import { edges } from '../ledger/places.ts';

const BATCH = 500;
/** A reading older than this says nothing about what is there now. */
const FRESH_HOURS = 2;

type Above = { organisationId: string; areaCode: string; item: string; quantity: number };

/**
 * Brings the book of watched stocks down to their last plain reading: what the gauge no longer shows was used. A rise is asked about
 * when it is read, never posted. Returns how many stocks were brought down.
 */
export async function bringBooksDown(db: Db, now: Temporal.Instant): Promise<number> {
  let count = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const above = await findAbove(db, now, after);
    if (above.length === 0) return count;
    after = above.at(-1)!.organisationId;
    count += await post(db, above, now);
    if (above.length < BATCH) return count;
  }
}

/** Books above the reading, whole sites at a time in the order of their ids. */
async function findAbove(db: Db, now: Temporal.Instant, after: string): Promise<Above[]> {
  const { rows } = await sql<Above>`
    select organisation_id as "organisationId", organisation.area_code as "areaCode", stock.item_code as item, last.quantity
    from monitored_stock stock join organisation on organisation.id = organisation_id
    join holding on holding.place_id = organisation_id and holding.item_code = stock.item_code
    cross join lateral (
      select quantity, flag from reading where stock_id = stock.id and quantity is not null order by at desc limit 1) last
    join stock_forecast forecast on forecast.stock_id = stock.id
    where organisation_id > ${after} and last.flag is null and on_hand - reserved > 0 and on_hand > last.quantity
      and exists (select from reading where stock_id = stock.id and at >= ${iso(now.subtract({ hours: FRESH_HOURS }))})
    order by organisation_id limit ${BATCH} `.execute(db);
  return rows;
}

async function post(db: Db, above: readonly Above[], now: Temporal.Instant): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const keys = above.map(({ organisationId, item }) => ({ placeId: organisationId, itemCode: item }));
    const holdings = await lockHoldings(tx, keys);
    const sites = Map.groupBy(above, ({ organisationId }) => organisationId);
    let count = 0;
    for (const [site, own] of sites) {
      const used = own.flatMap(({ item, quantity }) => {
        const holding = holdings.get(`${site} ${item}`);
        const surplus = holding
          ? Math.min(holding.available, holding.onHand - quantity, holding.onHand - holding.inLots)
          : 0;
        return surplus > 0 ? [{ item, surplus }] : [];
      });
      if (used.length === 0) continue;
      const postingId = newId();
      await postMovements(
        tx,
        { postingId, actor: systemActor, happenedAt: iso(now) },
        used.map(({ item, surplus }) => ({
          kind: 'consume',
          itemCode: item,
          from: site,
          to: edges.consumed,
          quantity: surplus,
        })),
      );
      const fact = {
        module: 'stock',
        action: 'consume',
        subjectId: postingId,
        version: 1,
        organisationId: site,
        areaCode: own[0]!.areaCode,
        happenedAt: iso(now),
        details: { items: used.map(({ item }) => item), quantities: used.map(({ surplus }) => surplus) },
      };
      await recordFacts(tx, systemActor, null, [fact]);
      count += used.length;
    }
    return count;
  });
}
