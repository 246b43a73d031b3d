-- Postings get cheaper. A movement's places and its item are held by its holdings, whose keys name both and which are never deleted:
-- three foreign keys checked row by row did the same again, at more than half of what a movement cost.

create function is_edge(place_id uuid) returns boolean language sql immutable parallel safe
  return place_id in ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002',
                      '00000000-0000-7000-8000-000000000003', '00000000-0000-7000-8000-000000000004');

alter table movement
  drop constraint movement_item_code_fkey,
  drop constraint movement_from_place_id_fkey,
  drop constraint movement_to_place_id_fkey,
  add constraint movement_touches_a_place check (not (is_edge(from_place_id) and is_edge(to_place_id)));

-- Every side but an edge has a holding: one that goods come to is opened, one that they leave must be there. Rows are locked in the
-- order of their keys, so that postings at work on the same goods never wait in a circle.
create or replace function move_holdings() returns trigger language plpgsql as $$
declare
  lotted boolean;
  sides integer;
  locked integer;
begin
  select bool_or(lot_id is not null) into lotted from fresh;
  select count(*) into sides from (
    select from_place_id as place_id, item_code from fresh union select to_place_id, item_code from fresh) side
    where not is_edge(place_id);
  for attempt in 1..2 loop
    perform 1 from holding
      where (place_id, item_code) in (
        select from_place_id, item_code from fresh union select to_place_id, item_code from fresh) and not is_edge(place_id)
      order by place_id, item_code for no key update;
    get diagnostics locked = row_count;
    exit when locked = sides;
    if attempt = 2 then
      raise exception 'nothing of the item is at the place' using errcode = 'check_violation', constraint = 'holding_never_negative';
    end if;
    insert into holding (place_id, item_code)
      select distinct to_place_id, item_code from fresh where not is_edge(to_place_id) order by 1, 2
      on conflict do nothing;
  end loop;
  update holding set on_hand = on_hand + change.quantity, in_lots = in_lots + change.of_lots
  from (
    select place_id, item_code, sum(quantity) as quantity, coalesce(sum(quantity) filter (where lot_id is not null), 0) as of_lots
    from (select from_place_id as place_id, item_code, lot_id, -quantity as quantity from fresh
          union all select to_place_id, item_code, lot_id, quantity from fresh) side
    group by place_id, item_code) change
  where holding.place_id = change.place_id and holding.item_code = change.item_code;
  if lotted then
    insert into lot_holding (place_id, item_code, lot_id)
      select distinct place_id, item_code, lot_id from (
        select from_place_id as place_id, item_code, lot_id from fresh union select to_place_id, item_code, lot_id from fresh) side
      where lot_id is not null and not is_edge(place_id) order by 1, 2, 3
      on conflict do nothing;
    update lot_holding set on_hand = lot_holding.on_hand + change.quantity
    from (
      select place_id, item_code, lot_id, sum(quantity) as quantity
      from (select from_place_id as place_id, item_code, lot_id, -quantity as quantity from fresh
            union all select to_place_id, item_code, lot_id, quantity from fresh) side
      where lot_id is not null group by place_id, item_code, lot_id) change
    where (lot_holding.place_id, lot_holding.item_code, lot_holding.lot_id) = (change.place_id, change.item_code, change.lot_id);
  end if;
  return null;
end $$;
