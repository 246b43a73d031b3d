import { type CountConflict, newId, type stock as routes } from '@baogong/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import { type Actor, requireRight, scopeOf } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import type { Act } from '../../platform/http/context.ts';
import { conflict, invalid, notFound } from '../../platform/refusal.ts';
import {
  answerConflict,
  bumpConflict,
  insertStocktake,
  type LockedConflict,
  lockConflict,
  targetOf,
} from './count-queries.ts';
import { boundByHeld, postCount, record, type Shelf } from './counts.ts';
import { keyOf, lockHoldings, lotsAt } from './holdings.ts';
import { findPlaces } from './places.ts';
import { placeJson, seen, type Scope } from './visible.ts';

type Input<Route extends 'answerCountConflict' | 'listCountConflicts'> = z.output<
  NonNullable<(typeof routes)[Route]['~orpc']['inputSchema']>
>;

export async function listCountConflicts(
  db: DbOrTx,
  actor: Actor,
  { organisation, answered, limit }: Input<'listCountConflicts'>,
): Promise<CountConflict[]> {
  const condition = sql`
    ${organisation === undefined ? sql`true` : sql`place.organisation_id = ${organisation}`}
    and (answered_at is not null) = ${answered}`;
  return readConflicts(db, condition, scopeOf(actor, 'stock.read'), limit);
}

/** Keeps one of the counts, or takes a new one, and brings the book there with what moved since. The others decide nothing. */
export async function answerCountConflict(act: Act, input: Input<'answerCountConflict'>): Promise<CountConflict> {
  const asked = await lockConflict(act.tx, input.id);
  if (!asked) throw notFound('盘点差异', 'Conflict of counts');
  const place = (await findPlaces(act.tx, [asked.placeId])).get(asked.placeId)!;
  requireRight(act.actor, 'stock.write', { organisationId: place.organisationId, areaCode: place.areaCode });
  if (asked.answeredAt !== null) throw conflict('question-answered', { field: 'id' });
  if (Boolean(input.keep) === ((input.quantity ?? null) !== null)) throw invalid('keep-or-quantity', { field: 'keep' });
  if (input.keep && !asked.lineIds.includes(input.keep)) throw invalid('unknown-line', { field: 'keep' });
  const keys = [{ placeId: asked.placeId, itemCode: asked.itemCode }];
  const shelf = { holdings: await lockHoldings(act.tx, keys), lots: await lotsAt(act.tx, keys) };
  const keptId = await settle(act, asked, input, shelf);
  const version = await bumpConflict(act.tx, asked.id);
  await answerConflict(act.tx, {
    id: asked.id,
    keptId,
    lineIds: asked.lineIds,
    at: iso(act.now),
    by: act.actor.name,
  });
  const details = {
    placeId: asked.placeId,
    item: asked.itemCode,
    keep: input.keep ?? null,
    quantity: input.quantity ?? null,
  };
  await record(act, 'answer-count', asked.id, version, place, details);
  const [row] = await readConflicts(
    act.tx,
    sql`conflict.id = ${asked.id}`,
    { everywhere: true, areas: [], own: [] },
    1,
  );
  return row!;
}

/** Posts what the answer means, as a count of its own. Returns the line that decides from here on. */
async function settle(
  act: Act,
  asked: LockedConflict,
  input: Input<'answerCountConflict'>,
  shelf: Shelf,
): Promise<string> {
  const { placeId, itemCode, lotId } = asked;
  const now = iso(act.now);
  const holding = shelf.holdings.get(keyOf({ placeId, itemCode }))!;
  const onHand = lotId ? (shelf.lots.find((lot) => lot.lotId === lotId)?.onHand ?? 0) : holding.onHand;
  const target = input.keep ? await targetOf(act.tx, input.keep, asked.lineIds) : input.quantity!;
  const posted = boundByHeld(target - onHand, holding);
  const line = { itemCode, lotId, posted, countedAt: now };
  const stocktakeId = newId();
  const lineId = newId();
  const outcome = posted === 0 && target === onHand ? 'agrees' : posted === target - onHand ? 'posted' : 'held';
  await insertStocktake(
    act.tx,
    { id: stocktakeId, placeId, counter: act.actor.id, actor: act.actor, note: input.note || null },
    [{ ...line, id: lineId, counted: target, shown: null, counter: act.actor.id, book: onHand, outcome, stands: true }],
  );
  await postCount(act, stocktakeId, line, shelf, placeId);
  return lineId;
}

async function readConflicts(db: DbOrTx, condition: ReturnType<typeof sql>, scope: Scope, limit: number) {
  const { rows } = await sql<CountConflict>`
    select conflict.id, ${placeJson(sql`place`, sql`organisation`)} as place, conflict.item_code as item,
           jsonb_build_object('zh', item.name_zh, 'en', item.name_en) as "itemName",
           jsonb_build_object('zh', unit.name_zh, 'en', unit.name_en) as "baseUnitName", lot.number as "lotNumber",
           coalesce(case when conflict.lot_id is null then holding.on_hand else lot_holding.on_hand end, 0) as book,
           (select jsonb_agg(jsonb_build_object('lineId', line.id, 'counted', counted, 'by', actor_name,
                     'countedAt', to_char(counted_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                     'movedSince', coalesce((
                       select sum(case when to_place_id = line.place_id then quantity else -quantity end)
                       from movement where item_code = line.item_code and line.place_id in (from_place_id, to_place_id)
                         and (line.lot_id is null or lot_id = line.lot_id) and happened_at > counted_at and kind <> 'count'), 0)
                   ) order by counted_at, line.id)
            from count_conflict_line join stocktake_line line on line.id = line_id join stocktake on stocktake.id = stocktake_id
            where conflict_id = conflict.id) as counts,
           asked_at as "askedAt", answered_at as "answeredAt", answered_by as "answeredBy"
    from count_conflict conflict join place on place.id = conflict.place_id
    join organisation on organisation.id = organisation_id join item on item.code = conflict.item_code
    join unit on unit.code = base_unit left join lot on lot.id = conflict.lot_id
    left join holding on holding.place_id = conflict.place_id and holding.item_code = conflict.item_code
    left join lot_holding on lot_holding.place_id = conflict.place_id and lot_holding.lot_id = conflict.lot_id
    where ${condition} and ${seen(sql`organisation`, scope)}
    order by asked_at desc, conflict.id limit ${limit}`.execute(db);
  return rows;
}
