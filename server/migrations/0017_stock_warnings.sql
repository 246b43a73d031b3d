-- Warnings: what runs dry before help can be there, whose report is missing, which staple is scarce or dear.

-- How warnings of a class of items behave; `life-critical` goes before the class.
create table warning_rule (
  scope text primary key,
  by text not null check (by in ('p10', 'p50')),
  red_percent integer not null check (red_percent between 1 and 1000),
  yellow_percent integer not null check (yellow_percent between 1 and 1000),
  travel_minutes integer not null check (travel_minutes between 0 and 20160),
  loading_minutes integer not null check (loading_minutes between 0 and 20160),
  speed_km_per_hour integer not null check (speed_km_per_hour between 1 and 120),
  detour_percent integer not null check (detour_percent between 100 and 400),
  hold_minutes integer not null check (hold_minutes between 0 and 20160),
  need_minutes integer check (need_minutes between 0 and 20160),
  take_minutes integer not null check (take_minutes between 0 and 20160),
  climb_minutes integer not null check (climb_minutes between 1 and 20160),
  quiet_minutes integer not null check (quiet_minutes between 0 and 20160),
  cover_hours integer not null check (cover_hours between 1 and 336),
  version integer not null default 1,
  constraint warning_rule_order check (red_percent <= yellow_percent)
);
insert into warning_rule (scope, by, red_percent, yellow_percent, travel_minutes, loading_minutes, speed_km_per_hour,
                          detour_percent, hold_minutes, need_minutes, take_minutes, climb_minutes, quiet_minutes, cover_hours)
values ('life-critical', 'p10', 100, 200, 60, 30, 30, 140, 20, 0, 10, 15, 30, 12),
       ('oxygen', 'p10', 100, 200, 60, 30, 30, 140, 20, 15, 15, 20, 60, 12),
       ('respiratory', 'p10', 100, 200, 60, 30, 30, 140, 20, 30, 20, 30, 60, 16),
       ('medicine', 'p50', 150, 300, 60, 30, 30, 140, 30, 60, 30, 60, 120, 24),
       ('ppe', 'p50', 150, 300, 60, 30, 30, 140, 30, 120, 60, 60, 240, 24),
       ('disinfection', 'p50', 150, 300, 60, 30, 30, 140, 30, 120, 60, 60, 240, 24),
       ('testing', 'p50', 150, 300, 60, 30, 30, 140, 30, 120, 60, 60, 240, 24),
       ('equipment', 'p50', 150, 300, 60, 30, 30, 140, 30, null, 60, 60, 240, 24),
       ('accessory', 'p50', 150, 300, 60, 30, 30, 140, 30, 120, 60, 60, 240, 24),
       ('daily', 'p50', 150, 300, 90, 30, 30, 140, 60, null, 120, 120, 480, 24);

-- Who could help a stock soonest, worked out anew now and then for those that may need it.
create table stock_resupply (
  stock_id uuid primary key references monitored_stock (id),
  supplier_id uuid references organisation (id),
  metres integer check (metres >= 0),
  travel_minutes integer not null check (travel_minutes >= 0),
  computed_at timestamptz not null
);

create table warning (
  id uuid primary key,
  kind text not null check (kind in ('run-dry', 'missing-report', 'staple')),
  status text not null check (status in ('raised', 'taken', 'cleared')),
  lamp text not null check (lamp in ('red', 'yellow')),
  organisation_id uuid references organisation (id),
  area_code text not null references area (code),
  item_code text not null references item (code),
  stock_id uuid references monitored_stock (id),
  rule_scope text not null references warning_rule (scope),
  -- The figures that raised it, as they were.
  details jsonb not null default '{}',
  raised_at timestamptz not null,
  lamp_since timestamptz not null,
  -- Since when the figures have said something better than the lamp; null: they don't.
  better_since timestamptz,
  taken_by text,
  taken_by_name text,
  taken_at timestamptz,
  escalation smallint not null default 0 check (escalation between 0 and 2),
  due_at timestamptz,
  -- When a need is opened for it unless somebody takes it before; null: never.
  need_due_at timestamptz,
  -- No reference: needs stand above. Written when the need was opened, or found open.
  need_id uuid,
  need_number text,
  cleared_at timestamptz,
  cleared_because text,
  -- After an answer: not raised again until then, unless it gets worse.
  quiet_until timestamptz,
  version integer not null default 1,
  constraint warning_taken_whole check (num_nulls(taken_by, taken_by_name, taken_at) in (0, 3)),
  constraint warning_taken_by_somebody check (status <> 'taken' or taken_by is not null),
  constraint warning_cleared_whole check ((status = 'cleared') = (cleared_at is not null and cleared_because is not null)),
  constraint warning_need_whole check (num_nulls(need_id, need_number) in (0, 2)),
  constraint warning_about_something check ((kind = 'run-dry') = (stock_id is not null) and (kind = 'staple') = (organisation_id is null))
);
-- No storm: one site, one item, one open warning of a kind.
create unique index warning_one_open on warning (kind, organisation_id, area_code, item_code) nulls not distinct where status <> 'cleared';
create index warning_stock on warning (stock_id) where status <> 'cleared';
create index warning_due on warning (due_at) where due_at is not null;
create index warning_need_due on warning (need_due_at) where need_due_at is not null;
create index warning_need on warning (need_id) where need_id is not null;
create index warning_quiet on warning (item_code, organisation_id, quiet_until) where quiet_until is not null;
create index warning_newest on warning (raised_at desc, id desc);

-- What decides the lamp of a stock: the time that counts, and how many minutes before it the lamp turns yellow and red.
create view stock_lamp as
  select timed.*, resupply_minutes * red_percent / 100 as red_minutes, resupply_minutes * yellow_percent / 100 as yellow_minutes
  from (
    select stock.id as stock_id, rule.scope as rule_scope, forecast.is_known, rule.red_percent, rule.yellow_percent,
           case rule.by when 'p10' then forecast.dry_early else nullif(forecast.dry_at, 'infinity') end as dry_at,
           -- What the site says itself goes before what the map says.
           coalesce(stock.resupply_minutes, resupply.travel_minutes + rule.loading_minutes, 120) + 30 as resupply_minutes
    from monitored_stock stock
    join stock_forecast forecast on forecast.stock_id = stock.id
    join item on item.code = stock.item_code
    join warning_rule rule on rule.scope = case when item.life_critical then 'life-critical' else item.class end
    left join stock_resupply resupply on resupply.stock_id = stock.id) timed;

-- The lamp at that moment; null where there is no stock.
create function lamp_of(is_known boolean, dry_at timestamptz, red_minutes integer, yellow_minutes integer, now timestamptz)
  returns text language sql stable parallel safe as $$
  select case when is_known is null then null
              when not is_known then 'grey'
              when dry_at is null then 'green'
              when dry_at <= now + make_interval(mins => red_minutes) then 'red'
              when dry_at <= now + make_interval(mins => yellow_minutes) then 'yellow'
              else 'green' end
$$;

alter table message add column warning_id uuid references warning (id);

-- Prices and volumes of staples as somebody saw them (量价监测). Base units; prices in fen for `per` base units.
create table staple_quote (
  id bigint generated always as identity primary key,
  item_code text not null references item (code),
  area_code text not null references area (code),
  unit_code text not null references unit (code),
  -- Base units in one of the unit.
  per bigint not null check (per > 0),
  price_fen bigint not null check (price_fen > 0),
  sold bigint check (sold >= 0),
  on_hand bigint check (on_hand >= 0),
  source text not null check (length(source) between 1 and 120),
  at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null,
  constraint staple_quote_once unique (item_code, area_code, source, at)
);
create index staple_quote_newest on staple_quote (item_code, area_code, at desc);
create trigger staple_quote_append_only before update or delete or truncate on staple_quote
  for each statement execute function refuse_change();

create table staple_rule (
  item text primary key,
  price_yellow integer not null check (price_yellow between 101 and 1000),
  price_red integer not null check (price_red >= price_yellow),
  sold_yellow integer not null check (sold_yellow between 101 and 1000),
  sold_red integer not null check (sold_red >= sold_yellow),
  stock_yellow integer not null check (stock_yellow between 1 and 100),
  stock_red integer not null check (stock_red between 1 and stock_yellow),
  version integer not null default 1
);
insert into staple_rule values ('default', 115, 130, 150, 250, 60, 35);
