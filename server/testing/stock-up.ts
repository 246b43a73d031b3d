import { newId } from '@baogong/contract';
import { sql } from 'kysely';
import { systemActor } from '../src/platform/actor.ts';
import type { Db } from '../src/platform/db/database.ts';
import { edges, postMovements } from '../src/stock/index.ts';

/** Brings sources to these quantities by a count, as if somebody had looked. */
export async function stockUp(db: Db, quantities: ReadonlyMap<string, number>): Promise<void> {
  const { rows } = await sql<{ id: string; itemCode: string; onHand: number }>`
    select source.id, item_code as "itemCode", on_hand as "onHand"
    from source join published_holding using (place_id, item_code) where source.id = any(${[...quantities.keys()]}::uuid[])`.execute(
    db,
  );
  const movements = rows.map(({ id, itemCode, onHand }) => {
    const difference = quantities.get(id)! - onHand;
    const [from, to] = difference > 0 ? [edges.lost, id] : [id, edges.lost];
    return { kind: 'count' as const, itemCode, from, to, quantity: Math.abs(difference) };
  });
  const posting = { postingId: newId(), actor: systemActor, happenedAt: new Date().toISOString() };
  await db.transaction().execute((tx) => postMovements(tx, posting, movements));
}
