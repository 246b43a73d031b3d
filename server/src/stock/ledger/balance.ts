import type { Balance, BalanceRow, stock as routes } from '@baogong/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import { getCatalogueItem } from '../../catalogue/index.ts';
import { type Actor, scopeOf } from '../../platform/actor.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import { invalid } from '../../platform/refusal.ts';
import { type Scope, seen } from './visible.ts';

type Input = z.output<NonNullable<(typeof routes)['getBalance']['~orpc']['inputSchema']>>;
const MOST_ROWS = 500;

/**
 * What became of an item in a period, by organisation: start + in − out = end always holds in the book, so what is hoarded or
 * sold on shows as what counts miss, as what a supplier says to have used up, and as stock that nobody has looked at.
 */
export async function getBalance(db: DbOrTx, actor: Actor, input: Input): Promise<Balance> {
  if (Date.parse(input.from) >= Date.parse(input.until)) {
    const detail = { zh: '结束时间要晚于开始时间', en: 'until must be later than from' };
    throw invalid('invalid-input', { field: 'until', params: { detail } });
  }
  const item = await getCatalogueItem(db, input.item);
  const scope = scopeOf(actor, 'stock.balance');
  const { item: code, from, until } = input;
  return {
    item: code,
    itemName: item.name,
    baseUnitName: item.baseUnitName,
    from,
    until,
    rows: await balanceRows(db, input, scope),
    flows: await tierFlows(db, input, scope),
  };
}

/** Movements of the item up to the end of the period with the organisations of both ends. */
function moves({ item, until }: Input) {
  return sql`
    select movement.kind, quantity, happened_at, source.kind as from_kind, target.kind as to_kind,
           source.organisation_id as sender, target.organisation_id as receiver
    from movement join place source on source.id = from_place_id join place target on target.id = to_place_id
    where item_code = ${item} and happened_at < ${until}`;
}

async function balanceRows(db: DbOrTx, input: Input, scope: Scope): Promise<BalanceRow[]> {
  const { from, until, item, area } = input;
  const inside = sql`happened_at >= ${from}`;
  const { rows } = await sql<BalanceRow>`
    with move as materialized (${moves(input)}),
    side as (
      select receiver as id, kind, quantity, happened_at, from_kind as other_kind, sender as other, to_kind as own_kind from move
      where receiver is not null
      union all
      select sender, kind, -quantity, happened_at, to_kind, receiver, from_kind from move where sender is not null
    ), figure as (
      select id,
             coalesce(sum(quantity) filter (where not ${inside}), 0) as at_start,
             coalesce(sum(quantity) filter (where ${inside} and other_kind = 'produced'), 0) as made,
             coalesce(sum(quantity) filter (where ${inside} and other <> id and quantity > 0 and kind <> 'reject'), 0)
               + coalesce(sum(quantity) filter (where ${inside} and other <> id and quantity < 0 and kind = 'reject'), 0) as received,
             -coalesce(sum(quantity) filter (where ${inside} and other <> id and quantity < 0 and kind <> 'reject'), 0)
               - coalesce(sum(quantity) filter (where ${inside} and other <> id and quantity > 0 and kind = 'reject'), 0) as sent,
             -coalesce(sum(quantity) filter (where ${inside} and other_kind = 'consumed'), 0) as consumed,
             -coalesce(sum(quantity) filter (where ${inside} and other_kind in ('lost', 'destroyed') and kind <> 'count'), 0) as lost,
             -coalesce(sum(quantity) filter (where ${inside} and other_kind = 'lost' and kind = 'count'), 0) as missing,
             coalesce(sum(quantity) filter (where own_kind = 'transit'), 0) as under_way,
             coalesce(sum(quantity), 0) as at_end
      from side group by id
    )
    select jsonb_build_object('id', organisation.id, 'name', organisation.name, 'kind', organisation.kind,
                              'areaCode', organisation.area_code) as organisation,
           at_start::bigint as "atStart", greatest(made, 0)::bigint as made, greatest(received, 0)::bigint as received,
           greatest(sent, 0)::bigint as sent, greatest(consumed, 0)::bigint as consumed, greatest(lost, 0)::bigint as lost,
           missing::bigint as missing, greatest(under_way, 0)::bigint as "underWay", at_end::bigint as "atEnd",
           (case when looked.yes then 0 else greatest(at_end - under_way, 0) end)::bigint as unseen,
           (missing + case when organisation.asks then 0 else greatest(consumed, 0) end)::bigint as unexplained
    from figure join organisation on organisation.id = figure.id
    cross join lateral (
      select exists (select 1 from stocktake_line line join place on place.id = place_id
                     where stands and item_code = ${item} and organisation_id = figure.id
                       and counted_at >= ${from} and counted_at < ${until})
          or exists (select 1 from monitored_stock join reading on stock_id = monitored_stock.id
                     where organisation_id = figure.id and item_code = ${item} and reading.quantity is not null
                       and at >= ${from} and at < ${until}) as yes) looked
    where ${seen(sql`organisation`, scope)} and ${area === undefined ? sql`true` : sql`organisation.area_code like ${`${area}%`}`}
      and (at_start, made, received, sent, at_end) <> (0, 0, 0, 0, 0)
    order by unexplained desc, unseen desc, organisation.name limit ${MOST_ROWS}`.execute(db);
  return rows;
}

/** What went from tier to tier in the period; what came back (rejected, corrected) is taken off. */
async function tierFlows(db: DbOrTx, input: Input, scope: Scope): Promise<Balance['flows']> {
  const { rows } = await sql<Balance['flows'][number]>`
    with move as materialized (${moves(input)}),
    way as (
      select coalesce(sender.kind, from_kind) as source, coalesce(receiver.kind, to_kind) as target, quantity,
             move.kind in ('reject', 'correct') as back
      from move left join organisation sender on sender.id = move.sender left join organisation receiver on receiver.id = move.receiver
      where happened_at >= ${input.from} and move.sender is distinct from move.receiver
        and (coalesce(${seen(sql`sender`, scope)}, false) or coalesce(${seen(sql`receiver`, scope)}, false))
    )
    select case when back then target else source end as "from", case when back then source else target end as "to",
           sum(case when back then -quantity else quantity end)::bigint as quantity
    from way group by 1, 2 having sum(case when back then -quantity else quantity end) > 0 order by 3 desc limit 100`.execute(
    db,
  );
  return rows;
}
