-- Readings of stocks and what follows from them: when each runs dry, as a range (docs/solver-forecast.md).

-- A stock that is watched: one item at one site. All quantities in base units of the item.
create table monitored_stock (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  item_code text not null references item (code),
  gauge text not null default 'quantity' check (gauge in ('percent', 'pressure', 'quantity')),
  capacity bigint check (capacity > 0),
  dead_stock bigint not null default 0 check (dead_stock >= 0),
  flow_limit_per_hour bigint check (flow_limit_per_hour > 0),
  full_kilopascal integer check (full_kilopascal > 0),
  tank_count integer not null default 1 check (tank_count > 0),
  -- Null: the site did not say; then the way from the nearest supplier counts.
  resupply_minutes integer check (resupply_minutes between 0 and 20160),
  usual_per_hour bigint check (usual_per_hour > 0),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  constraint monitored_stock_once unique (organisation_id, item_code),
  constraint monitored_stock_usable check (dead_stock < capacity)
);
create index monitored_stock_item on monitored_stock (item_code);

create table reading (
  id bigint generated always as identity primary key,
  stock_id uuid not null references monitored_stock (id),
  at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  source text not null check (source in ('phone', 'on-behalf', 'spreadsheet', 'telemetry')),
  -- The fact that tells of it, and who said it.
  fact_id uuid not null,
  quantity bigint check (quantity >= 0),
  said double precision,
  unit text,
  -- How far it may be off beside the gauge's step, base units; null: the gauge's usual.
  deviation bigint,
  devices jsonb,
  patients jsonb,
  -- What these take by planning rates.
  planned_per_hour bigint check (planned_per_hour >= 0),
  confidence text not null check (confidence in ('high', 'medium', 'low')),
  flag text check (flag in ('fills-without-delivery', 'drops-unexplained', 'delivery-not-seen', 'empty-while-in-use',
                            'above-capacity')),
  -- Telemetry may repeat itself.
  constraint reading_once unique (stock_id, at, source),
  constraint reading_says_something check (num_nonnulls(quantity, planned_per_hour, devices, patients) > 0),
  constraint reading_level_whole check (num_nulls(quantity, said, unit) in (0, 3))
);
create trigger reading_append_only before update or delete or truncate on reading
  for each statement execute function refuse_change();

-- An odd reading is asked about; one open question a stock, so that there is no storm.
create table reading_question (
  id uuid primary key,
  stock_id uuid not null references monitored_stock (id),
  reading_id bigint not null references reading (id),
  flag text not null,
  at timestamptz not null,
  quantity bigint not null,
  expected bigint,
  asked_at timestamptz not null,
  answer text check (answer in ('right', 'wrong', 'delivery', 'explained', 'superseded')),
  answered_at timestamptz,
  answered_by text,
  answered_by_name text,
  note text,
  constraint reading_question_answer_whole check (num_nulls(answer, answered_at, answered_by, answered_by_name) in (0, 4))
);
create unique index reading_question_open on reading_question (stock_id) where answer is null;
create index reading_question_reading on reading_question (reading_id);

-- What is believed of a stock (the solver's numbers), moved on by each fact; every writer locks this row first.
create table stock_belief (
  stock_id uuid primary key references monitored_stock (id),
  -- Which model wrote the numbers: others are built anew from the facts.
  model smallint not null,
  -- Time of the newest fact in it.
  at timestamptz,
  numbers bytea not null
);
alter table stock_belief alter column numbers set storage external;

-- When it runs dry: read by lists, rewritten by facts and as time passes. Narrow, so that a city's is rewritten in a second.
create table stock_forecast (
  stock_id uuid primary key references monitored_stock (id),
  -- Place in the order: the middle of the range; infinity: later than the horizon, or nothing was read.
  dry_at timestamptz not null default 'infinity',
  dry_early timestamptz,
  dry_late timestamptz,
  is_known boolean not null default false,
  stock_early bigint,
  stock_middle bigint,
  stock_late bigint,
  use_low bigint,
  use_middle bigint,
  use_high bigint,
  confidence text not null default 'none' check (confidence in ('high', 'medium', 'low', 'none')),
  why jsonb not null default '[]',
  -- What is odd about the last reading.
  doubt text,
  computed_at timestamptz not null default now(),
  -- When time alone will have moved it noticeably.
  stale_at timestamptz not null default 'infinity'
) with (fillfactor = 70);
create index stock_forecast_order on stock_forecast (dry_at, stock_id);

-- What modules above may read: watched stocks with their forecasts.
create view published_stock_forecast as
  select monitored_stock.id as stock_id, organisation_id, item_code, capacity, dead_stock, flow_limit_per_hour, resupply_minutes,
         is_known, dry_early, nullif(dry_at, 'infinity') as dry_middle, dry_late, stock_middle, use_low, use_middle, use_high,
         confidence, computed_at
  from monitored_stock join stock_forecast on stock_forecast.stock_id = monitored_stock.id;
