import { needTransitions } from '@baogong/contract';
import { sql } from 'kysely';
import type { DbOrTx } from '../src/platform/db/database.ts';
import { entryMoves } from '../src/needs/queries/need-rows.ts';

/** What is wrong with the ledgers of this database, each fault named with the thing it was found on; [] when all holds. */
export async function ledgerFaults(db: DbOrTx): Promise<string[]> {
  const found: string[] = [];
  for (const [name, query] of Object.entries(invariants)) {
    const { rows } = await sql.raw<{ what: string }>(query).execute(db);
    found.push(...rows.slice(0, 5).map(({ what }) => `${name}: ${what}`));
  }
  return found;
}

/** The entries' moves as SQL, from the same table that the verbs use: `case kind when 'reserve' then quantity …`. */
function foldOf(figure: string): string {
  const cases = Object.entries(entryMoves).flatMap(([kind, moves]) => {
    const sign = (moves as Record<string, number>)[figure];
    return sign ? [`when '${kind}' then ${sign} * entry.quantity`] : [];
  });
  return `coalesce(sum(case entry.kind ${cases.join(' ')} else 0 end), 0)`;
}

const figures = ['reserved', 'in_transit', 'delivered', 'accepted', 'rejected', 'waived'];
const legalSteps = JSON.stringify(needTransitions().map(({ life, action, from, to }) => [life, action, from, to]));

/** Each query finds what breaks the invariant of its name. */
const invariants: Record<string, string> = {
  'every history is gapless and each step starts where the one before it ended': `
    select subject_id || ' ' || version as what from (
      select subject_id, version, from_status, lag(version, 1, 0) over steps as version_before,
             lag(to_status, 1, 'none') over steps as status_before
      from event window steps as (partition by subject_id order by version)) step
    where version <> version_before + 1 or from_status <> status_before`,
  'every step of a need is legal in its life': `
    select subject_id || ' ' || action as what from event where module = 'needs' and not exists (
      select 1 from jsonb_array_elements('${legalSteps}'::jsonb) legal
      where legal = jsonb_build_array(life, action, from_status, to_status))`,
  'the need stands where its history says': `
    select need.id::text as what from need
    where (version, status) is distinct from (
      select (event.version, event.to_status) from event where subject_id = need.id order by event.version desc limit 1)`,
  'line figures are the fold of their entries': `
    select line.id::text as what from need_line line left join need_line_entry entry on entry.need_line_id = line.id
    group by line.id
    having (${figures.map((figure) => `line.${figure}`).join(', ')}) <> (${figures.map(foldOf).join(', ')})`,
  'no more is dispatched than approved, nor delivered than dispatched': `
    select id::text as what from need_line
    where reserved + in_transit + delivered - rejected + waived > coalesce(approved, 0) or accepted + rejected > delivered`,
  'what is reserved of a holding is the sum of its open reservations, and never more than is there': `
    select holding.place_id || ' ' || holding.item_code as what
    from holding left join reservation using (place_id, item_code) group by holding.place_id, holding.item_code
    having holding.reserved > holding.on_hand
      or holding.reserved <> coalesce(sum(reservation.quantity - shipped - released), 0)`,
  'a holding is the fold of its movements, in lots and whole, and never negative': `
    select place_id || ' ' || item_code as what from (
      select place_id, item_code, sum(quantity) as on_hand, coalesce(sum(quantity) filter (where lot_id is not null), 0) as in_lots
      from (select from_place_id as place_id, item_code, lot_id, -quantity as quantity from movement
            union all select to_place_id, item_code, lot_id, quantity from movement) side
      join place on place.id = place_id where not is_edge group by place_id, item_code) fold
    full join holding using (place_id, item_code)
    where coalesce(holding.on_hand, -1) <> coalesce(fold.on_hand, 0) or holding.in_lots <> coalesce(fold.in_lots, 0)
      or holding.on_hand < 0`,
  'a lot at a place is the fold of its movements': `
    select place_id || ' ' || lot_id as what from (
      select place_id, lot_id, sum(quantity) as on_hand
      from (select from_place_id as place_id, lot_id, -quantity as quantity from movement
            union all select to_place_id, lot_id, quantity from movement) side
      join place on place.id = place_id where not is_edge and lot_id is not null group by place_id, lot_id) fold
    full join lot_holding using (place_id, lot_id)
    where coalesce(lot_holding.on_hand, -1) <> coalesce(fold.on_hand, 0)`,
  'what a need’s line had shipped and landed is what moved for it': `
    select line.id::text as what from need_line line left join movement on need_line_id = line.id group by line.id
    having line.in_transit <> coalesce(sum(case movement.kind when 'ship' then quantity when 'arrive' then -quantity else 0 end), 0)
      or line.delivered <> coalesce(sum(quantity) filter (where movement.kind in ('arrive', 'direct')), 0)`,
  'a line holds exactly its open reservations': `
    select line.id::text as what from need_line line left join reservation on need_line_id = line.id group by line.id
    having line.reserved <> coalesce(sum(reservation.quantity - shipped - released), 0)`,
  'what was shipped travels on deliveries': `
    select reservation.id::text as what from reservation left join delivery_line on reservation_id = reservation.id
    where reservation.need_id is not null group by reservation.id having reservation.shipped <> coalesce(sum(delivery_line.quantity), 0)`,
  'what is under way or has come is what the deliveries say': `
    select line.id::text as what from need_line line left join lateral (
      select coalesce(sum(quantity) filter (where arrived_at is null), 0) as moving,
             coalesce(sum(quantity) filter (where arrived_at is not null), 0) as landed
      from delivery_line where need_line_id = line.id) trip on true
    where line.in_transit <> moving or line.delivered <> landed + (
      select coalesce(sum(quantity), 0) from need_line_entry where need_line_id = line.id and kind = 'direct')`,
  'what a transfer’s line has sent, received, lost and turned back is what moved for it': `
    select line.id::text as what from transfer_line line left join lateral (
      select coalesce(sum(signed) filter (where kind = 'ship'), 0) as sent, coalesce(sum(signed) filter (where kind = 'arrive'), 0) as arrived,
             coalesce(sum(signed) filter (where kind = 'lose'), 0) as lost, coalesce(sum(signed) filter (where kind = 'reject'), 0) as returned
      from (select coalesce(original.kind, movement.kind) as kind,
                   case when original.id is null then movement.quantity else -movement.quantity end as signed
            from movement left join movement original on original.id = movement.corrects_id
            where movement.reservation_id = line.reservation_id) entry) moved on true
    where (line.sent, line.lost, line.returned) <> (moved.sent, moved.lost, moved.returned)
      or line.received <> moved.arrived - moved.returned`,
  'what is on its way under a reservation is what moves under it': `
    select reservation.id::text as what from reservation
    left join lateral (
      select sum(sent) as sent, sum(arrived) as arrived, sum(lost) as lost from shipment where reservation_id = reservation.id) trip on true
    left join lateral (
      select sum(signed) filter (where kind = 'ship') as sent, sum(signed) filter (where kind = 'arrive') as arrived,
             sum(signed) filter (where kind = 'lose') as lost
      from (select coalesce(original.kind, movement.kind) as kind,
                   case when original.id is null then movement.quantity else -movement.quantity end as signed
            from movement left join movement original on original.id = movement.corrects_id
            where movement.reservation_id = reservation.id) entry) moved on true
    where (coalesce(trip.sent, 0), coalesce(trip.arrived, 0), coalesce(trip.lost, 0))
       <> (coalesce(moved.sent, 0), coalesce(moved.arrived, 0), coalesce(moved.lost, 0))`,
  'a transfer sends what its reservation shipped': `
    select line.id::text as what from transfer_line line join reservation on reservation.id = reservation_id
    where line.sent <> reservation.shipped or line.quantity <> reservation.quantity
      or (reservation.transfer_id, reservation.transfer_line_id) is distinct from (line.transfer_id, line.id)`,
  'a transfer stands where its figures say, and where its history ended': `
    select transfer.id::text as what from transfer cross join lateral (
      select sum(sent - received - lost - returned) as under_way, sum(reservation.quantity - shipped - released) as held, sum(sent) as sent
      from transfer_line line join reservation on reservation.id = reservation_id where line.transfer_id = transfer.id) figure
    where status <> case when under_way > 0 then 'under-way' when held > 0 then 'held' when sent > 0 then 'done'
                         when status in ('released', 'expired') then status else 'ended' end
      or (version, status) is distinct from (
        select (event.version, event.to_status) from event where subject_id = transfer.id order by event.version desc limit 1)`,
  'only a dispatched need holds goods or has them under way': `
    select need.id::text as what from need join need_line line on line.need_id = need.id
    where status <> 'dispatched' and line.reserved + line.in_transit > 0`,
  'closed only with a receipt or a stated reason': `
    select need.id::text as what from need where status = 'closed' and not exists (
      select 1 from event where subject_id = need.id and action = 'close' and event.to_status = 'closed'
        and coalesce((details->>'receipt')::boolean, false) <> (coalesce(details->>'reason', '') <> '')
        and need.close_reason is not distinct from details->>'reason')`,
  'a need closed with a receipt lacks nothing that was approved': `
    select need.id::text as what from need join need_line line on line.need_id = need.id
    where status = 'closed' and close_reason is null and line.accepted + line.waived < coalesce(approved, 0)`,
  'numbers of an institution and day are unique and were given out': `
    select need.id::text as what from need
    where exists (select 1 from need twin where twin.id <> need.id and twin.organisation_id = need.organisation_id
                    and twin.day = need.day and twin.day_number = need.day_number)
      or not exists (select 1 from need_day_count counted where counted.organisation_id = need.organisation_id
                       and counted.day = need.day and counted.count >= need.day_number)`,
  'one command makes one need': `
    select command_id::text as what from event where module = 'needs' and action = 'collect' and command_id is not null
    group by command_id having count(*) > 1`,
  'every need has its fact, and every fact of collecting its need': `
    select coalesce(need.id, subject_id)::text as what from need
    full join (select subject_id from event where module = 'needs' and action = 'collect') fact on subject_id = need.id
    where need.id is null or subject_id is null`,
};
