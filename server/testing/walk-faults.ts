import { sql } from 'kysely';
import type { Tx } from '../src/platform/db/database.ts';

/** What must hold besides the invariants of every ledger. */
export async function walkFaults(tx: Tx): Promise<string[]> {
  const faults: string[] = [];
  for (const [name, query] of Object.entries(walkInvariants)) {
    const { rows } = await sql.raw<{ what: string }>(query).execute(tx);
    faults.push(...rows.slice(0, 3).map(({ what }) => `${name}: ${what}`));
  }
  return faults;
}

const walkInvariants = {
  'what is at places is what came out of the edges': `
    select 'sum ' || coalesce(sum(quantity), 0) as what from (
      select on_hand as quantity from holding
      union all select case when target.is_edge then quantity else 0 end - case when source.is_edge then quantity else 0 end
      from movement join place source on source.id = from_place_id join place target on target.id = to_place_id) part
    having coalesce(sum(quantity), 0) <> 0`,
  'delivered ≤ dispatched ≤ held': `
    select reservation.id::text as what from reservation left join (
      select movement.reservation_id, coalesce(original.kind, movement.kind) as kind,
             case when original.id is null then movement.quantity else -movement.quantity end as signed
      from movement left join movement original on original.id = movement.corrects_id) moved on reservation_id = reservation.id
    group by reservation.id
    having reservation.shipped + reservation.released > reservation.quantity
      or coalesce(sum(signed) filter (where kind = 'ship'), 0) <> reservation.shipped
      or coalesce(sum(signed) filter (where kind in ('arrive', 'lose')), 0) > reservation.shipped`,
  'nothing is taken back beyond what was moved': `
    select original.id::text as what from movement original join movement later on later.corrects_id = original.id
    group by original.id having sum(later.quantity) > original.quantity`,
  'one question at a time about one thing': `
    select place_id::text as what from count_conflict where answered_at is null
    group by place_id, item_code, lot_id having count(*) > 1`,
};
