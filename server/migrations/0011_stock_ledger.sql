-- The goods ledger (decisions/0007): movements between places; the database moves the balances. The first ledger's quantities move here.

create table place (
  id uuid primary key,
  kind text not null check (kind in ('site', 'store', 'offer', 'transit', 'produced', 'consumed', 'lost', 'destroyed')),
  organisation_id uuid references organisation (id),
  name text,
  -- Goods come from and go to edges: they hold no balance.
  is_edge boolean not null generated always as (kind in ('produced', 'consumed', 'lost', 'destroyed')) stored,
  constraint place_owner check (is_edge = (organisation_id is null))
);
create unique index place_edge on place (kind) where is_edge;
create unique index place_of_organisation on place (organisation_id, kind) where kind in ('site', 'transit');
create index place_organisation on place (organisation_id);
insert into place (id, kind) values
  ('00000000-0000-7000-8000-000000000001', 'produced'),
  ('00000000-0000-7000-8000-000000000002', 'consumed'),
  ('00000000-0000-7000-8000-000000000003', 'lost'),
  ('00000000-0000-7000-8000-000000000004', 'destroyed');

create table lot (
  id uuid primary key,
  item_code text not null references item (code),
  number text not null,
  -- 国药准字, 国械注准 and the like: what allows it to be sold.
  approval_number text,
  producer text,
  produced_on date,
  expires_on date,
  created_at timestamptz not null default now(),
  constraint lot_once unique nulls not distinct (item_code, producer, number),
  constraint lot_of_item unique (id, item_code),
  constraint lot_dates check (expires_on is null or produced_on is null or expires_on > produced_on)
);

-- What is where: the fold of the movements, moved by the trigger below and by nothing else.
create table holding (
  place_id uuid not null references place (id),
  item_code text not null references item (code),
  on_hand bigint not null default 0,
  -- Of it in known lots, and of it held by reservations.
  in_lots bigint not null default 0,
  reserved bigint not null default 0,
  primary key (place_id, item_code),
  constraint holding_never_negative check (on_hand >= 0),
  constraint holding_lots_within check (in_lots between 0 and on_hand),
  constraint holding_never_overbooked check (reserved between 0 and on_hand)
);
create index holding_item on holding (item_code, place_id);

create table lot_holding (
  place_id uuid not null,
  item_code text not null,
  lot_id uuid not null,
  on_hand bigint not null default 0,
  primary key (place_id, item_code, lot_id),
  constraint lot_holding_of_item foreign key (lot_id, item_code) references lot (id, item_code),
  constraint lot_holding_never_negative check (on_hand >= 0)
);
create index lot_holding_lot on lot_holding (lot_id);

create table movement (
  id bigint generated always as identity primary key,
  -- Fact that it belongs to: one posting may move several goods.
  posting_id uuid not null,
  kind text not null check (kind in ('open', 'count', 'produce', 'buy', 'donate', 'ship', 'arrive', 'reject', 'direct', 'transfer',
                                     'consume', 'lose', 'destroy', 'correct')),
  item_code text not null references item (code),
  lot_id uuid,
  from_place_id uuid not null references place (id),
  to_place_id uuid not null references place (id),
  quantity bigint not null check (quantity > 0),
  reservation_id uuid references reservation (id),
  need_id uuid,
  need_line_id uuid,
  delivery_id uuid,
  corrects_id bigint references movement (id),
  note text,
  actor text not null,
  actor_name text not null,
  happened_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint movement_goes_somewhere check (from_place_id <> to_place_id),
  constraint movement_lot_of_item foreign key (lot_id, item_code) references lot (id, item_code),
  constraint movement_correction_named check ((kind = 'correct') = (corrects_id is not null))
);
create index movement_from on movement (from_place_id, item_code, happened_at);
create index movement_to on movement (to_place_id, item_code, happened_at);
create index movement_lot on movement (lot_id, id) where lot_id is not null;
create index movement_posting on movement (posting_id);
create index movement_need on movement (need_id) where need_id is not null;
create index movement_delivery on movement (delivery_id) where delivery_id is not null;
create trigger movement_append_only before update or delete or truncate on movement
  for each statement execute function refuse_change();

-- Rows are made and locked in the order of their keys, so that postings at work on the same goods never wait in a circle.
create function move_holdings() returns trigger language plpgsql as $$
declare lotted boolean;
begin
  select bool_or(lot_id is not null) into lotted from fresh;
  insert into holding (place_id, item_code)
    select distinct to_place_id, item_code from fresh join place on place.id = to_place_id where not is_edge order by 1, 2
    on conflict do nothing;
  perform 1 from holding
    where (place_id, item_code) in (
      select from_place_id, item_code from fresh union select to_place_id, item_code from fresh)
    order by place_id, item_code for no key update;
  if exists (
    select 1 from fresh join place on place.id = from_place_id
    where not is_edge and not exists (
      select 1 from holding where holding.place_id = fresh.from_place_id and holding.item_code = fresh.item_code))
  then
    raise exception 'nothing of the item is at the place' using errcode = 'check_violation', constraint = 'holding_never_negative';
  end if;
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
      join place on place.id = place_id where lot_id is not null and not is_edge order by 1, 2, 3
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
create trigger movement_moves_holdings after insert on movement
  referencing new table as fresh for each statement execute function move_holdings();

-- What is reserved of a holding is the sum of its open reservations.
create function hold_reserved() returns trigger language plpgsql as $$
begin
  perform 1 from holding where (place_id, item_code) in (select place_id, item_code from fresh)
    order by place_id, item_code for no key update;
  if tg_op = 'INSERT' then
    update holding set reserved = reserved + change.open
    from (select place_id, item_code, sum(quantity - shipped - released) as open from fresh group by place_id, item_code) change
    where holding.place_id = change.place_id and holding.item_code = change.item_code;
  else
    update holding set reserved = reserved + change.open
    from (
      select place_id, item_code, sum(open) as open
      from (select place_id, item_code, quantity - shipped - released as open from fresh
            union all select place_id, item_code, shipped + released - quantity from stale) side
      group by place_id, item_code) change
    where holding.place_id = change.place_id and holding.item_code = change.item_code;
  end if;
  return null;
end $$;

-- Sources become the terms of a holding at a place of their own; what they have, what is on the way and what has come open the books.
alter table source add column place_id uuid references place (id);
insert into place (id, kind, organisation_id)
  select id, case form when 'stock' then 'store' else 'offer' end, organisation_id from source;
update source set place_id = id;
insert into place (id, kind, organisation_id)
  select distinct organisation_id, 'site', organisation_id from need
  where id in (select need_id from delivery_line where arrived_at is not null);
insert into place (id, kind, organisation_id)
  select gen_random_uuid(), 'transit', supplier_id from (
    select distinct supplier_id from delivery join delivery_line on delivery_id = delivery.id where delivery_line.arrived_at is null) moving;
insert into movement (posting_id, kind, item_code, from_place_id, to_place_id, quantity, actor, actor_name, happened_at)
  select id, 'open', item_code, '00000000-0000-7000-8000-000000000001', place_id, quantity, 'system', 'system', created_at
  from source where quantity > 0;
insert into movement (posting_id, kind, item_code, from_place_id, to_place_id, quantity, reservation_id, need_id, need_line_id,
                      delivery_id, actor, actor_name, happened_at)
  select delivery.id, 'open', need_line.item_code, '00000000-0000-7000-8000-000000000001',
         case when line.arrived_at is null then transit.id else need.organisation_id end, line.quantity - line.rejected,
         line.reservation_id, line.need_id, line.need_line_id, delivery.id, 'system', 'system',
         coalesce(line.arrived_at, delivery.departed_at)
  from delivery_line line
  join delivery on delivery.id = line.delivery_id join need on need.id = line.need_id
  join need_line on need_line.id = line.need_line_id
  left join place transit on transit.organisation_id = delivery.supplier_id and transit.kind = 'transit'
  where line.quantity > line.rejected;
insert into holding (place_id, item_code) select place_id, item_code from source on conflict do nothing;

drop view published_reservation;
alter table reservation add column place_id uuid, add column item_code text;
update reservation set place_id = source.place_id, item_code = source.item_code from source where source.id = source_id;
alter table reservation alter column place_id set not null, alter column item_code set not null, drop column source_id,
  add constraint reservation_holding foreign key (place_id, item_code) references holding (place_id, item_code);
create index reservation_of_holding on reservation (place_id, item_code);
update holding set reserved = held.open
  from (select place_id, item_code, sum(quantity - shipped - released) as open from reservation group by place_id, item_code) held
  where holding.place_id = held.place_id and holding.item_code = held.item_code;
create trigger reservation_holds_new after insert on reservation
  referencing new table as fresh for each statement execute function hold_reserved();
create trigger reservation_holds_change after update on reservation
  referencing new table as fresh old table as stale for each statement execute function hold_reserved();

alter table source alter column place_id set not null, drop column quantity, drop column reserved,
  add constraint source_of_holding unique (place_id, item_code),
  add constraint source_holding foreign key (place_id, item_code) references holding (place_id, item_code);

-- Balances move with movements and reservations or not at all, whoever connects.
create trigger holding_moves_with_entries before update or delete on holding
  for each statement when (pg_trigger_depth() = 0) execute function refuse_change();
create trigger holding_opens_empty before insert on holding
  for each row when (pg_trigger_depth() = 0 and (new.on_hand, new.in_lots, new.reserved) <> (0, 0, 0)) execute function refuse_change();
create trigger lot_holding_moves_with_entries before insert or update or delete on lot_holding
  for each statement when (pg_trigger_depth() = 0) execute function refuse_change();

-- What modules above may read in their own SQL.
create view published_place as select id, kind, organisation_id, name, is_edge from place;
create view published_holding as select place_id, item_code, on_hand, reserved, on_hand - reserved as available from holding;
create view published_movement as
  select id, kind, item_code, lot_id, from_place_id, to_place_id, quantity, corrects_id, need_id, need_line_id, delivery_id, happened_at
  from movement;
create view published_reservation as
  select reservation.id, need_id, need_line_id, place_id, item_code, quantity, shipped, released, expires_at, ended,
         organisation_id as supplier_id
  from reservation join place on place.id = place_id;
