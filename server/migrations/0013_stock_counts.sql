-- Stocktakes, what they disagree on, and corrections held to what they correct.

create table stocktake (
  id uuid primary key,
  place_id uuid not null references place (id),
  -- Which phone, or else which person: two of them are two witnesses.
  counter text not null,
  actor text not null,
  actor_name text not null,
  note text,
  recorded_at timestamptz not null default clock_timestamp()
);

-- One thing counted: all of an item at a place, or one lot of it.
create table stocktake_line (
  id uuid primary key,
  stocktake_id uuid not null references stocktake (id),
  place_id uuid not null,
  item_code text not null,
  lot_id uuid,
  counter text not null,
  counted bigint not null check (counted >= 0),
  -- The phone's clock; movements after it come on top.
  counted_at timestamptz not null,
  shown bigint check (shown >= 0),
  -- What the book said of that moment, and by how much it was moved.
  book bigint not null,
  posted bigint not null default 0,
  outcome text not null check (outcome in ('posted', 'agrees', 'asked', 'older', 'held')),
  -- False: contradicted and not (or no longer) believed; it decides nothing.
  stands boolean not null,
  constraint stocktake_line_holding foreign key (place_id, item_code) references holding (place_id, item_code),
  constraint stocktake_line_lot foreign key (lot_id, item_code) references lot (id, item_code)
);
create index stocktake_line_stocktake on stocktake_line (stocktake_id);
create index stocktake_line_latest on stocktake_line (place_id, item_code, counted_at desc) where stands;

-- Counts of the same thing that no movement between them explains: asked about, one question at a time.
create table count_conflict (
  id uuid primary key,
  place_id uuid not null references place (id),
  item_code text not null,
  lot_id uuid,
  asked_at timestamptz not null,
  answered_at timestamptz,
  answered_by text,
  kept_line_id uuid references stocktake_line (id),
  version integer not null default 1,
  constraint count_conflict_answer check (num_nulls(answered_at, answered_by, kept_line_id) in (0, 3))
);
create unique index count_conflict_open on count_conflict (place_id, item_code, lot_id) nulls not distinct
  where answered_at is null;
create table count_conflict_line (
  conflict_id uuid not null references count_conflict (id),
  line_id uuid not null references stocktake_line (id),
  primary key (conflict_id, line_id)
);

-- What is taken back of a movement goes the way it came, and never beyond its quantity. Corrected rows are locked in order.
create index movement_corrected on movement (corrects_id) where corrects_id is not null;
create function hold_corrections() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from fresh where corrects_id is not null) then return null; end if;
  perform 1 from movement where id in (select corrects_id from fresh) order by id for no key update;
  if exists (
    select 1 from fresh join movement original on original.id = fresh.corrects_id
    where original.kind = 'correct' or (fresh.from_place_id, fresh.to_place_id, fresh.item_code)
      is distinct from (original.to_place_id, original.from_place_id, original.item_code)
      or fresh.lot_id is distinct from original.lot_id)
  then
    raise exception 'a correction goes back the way the movement came' using errcode = 'check_violation', constraint = 'movement_correction_mirrors';
  end if;
  if exists (
    select 1 from movement original
    where original.id in (select corrects_id from fresh)
      and original.quantity < (select sum(quantity) from movement where corrects_id = original.id))
  then
    raise exception 'more is taken back than was moved' using errcode = 'check_violation', constraint = 'movement_corrected_once';
  end if;
  return null;
end $$;
create trigger movement_holds_corrections after insert on movement
  referencing new table as fresh for each statement execute function hold_corrections();
