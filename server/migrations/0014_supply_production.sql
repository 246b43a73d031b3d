-- Production lines and what is reported of them; rounds that freeze a picture of supply, demand and gap; reserve and its release.

create table production_line (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  item_code text not null references item (code),
  name text not null check (length(name) between 1 and 200),
  -- Base units in a shift of 8 hours at full output.
  capacity bigint not null check (capacity > 0),
  -- After a start: hours until it yields anything, then per cent of capacity hour by hour, then all of it.
  ramp_hours smallint not null default 0 check (ramp_hours between 0 and 240),
  ramp_shares smallint[] not null default '{}' check (cardinality(ramp_shares) <= 240),
  running boolean not null,
  -- Of the last start or stop.
  changed_at timestamptz not null,
  -- Taken on when it ran at full output already: no ramp.
  ramped boolean not null default true,
  -- The source into which its output is booked; null: it is not.
  source_id uuid references source (id),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  constraint production_line_name_once unique (organisation_id, name)
);
create index production_line_source on production_line (source_id) where source_id is not null;
create index production_line_item on production_line (item_code);

-- What a producer says of a line at a round. Null is "not known". Corrections are new versions; all stay.
create table shift_report (
  id uuid primary key,
  line_id uuid not null references production_line (id),
  day date not null,
  round_code text not null,
  version integer not null check (version > 0),
  previous_version integer generated always as (nullif(version - 1, 0)) stored,
  planned bigint check (planned >= 0),
  actual bigint check (actual >= 0),
  stock bigint check (stock >= 0),
  capacity bigint not null check (capacity > 0),
  note text,
  reporter text not null,
  reporter_name text not null,
  recorded_at timestamptz not null,
  -- When the round was due: reports of a line stand in this order.
  due_at timestamptz not null,
  constraint shift_report_once unique (line_id, day, round_code, version),
  constraint shift_report_follows foreign key (line_id, day, round_code, previous_version)
    references shift_report (line_id, day, round_code, version)
);
create index shift_report_newest on shift_report (line_id, due_at desc, version desc);
create trigger shift_report_append_only before update or delete or truncate on shift_report
  for each statement execute function refuse_change();

-- What of a report was booked as produced in the goods ledger; a correction books the difference.
create table shift_report_posting (
  report_id uuid not null references shift_report (id),
  -- May be negative: a correction takes back.
  quantity bigint not null,
  movement_id bigint not null references movement (id),
  primary key (report_id, movement_id)
);

create table round (
  id uuid primary key,
  day date not null,
  code text not null,
  name_zh text not null,
  name_en text not null,
  due_at timestamptz not null,
  next_at timestamptz not null,
  frozen_at timestamptz not null,
  constraint round_once unique (day, code),
  constraint round_order check (next_at > due_at and frozen_at >= due_at)
);
create index round_newest on round (due_at desc, id desc);

create table round_figure (
  round_id uuid not null references round (id),
  item_code text not null references item (code),
  area_code text not null,
  part text not null,
  quantity bigint not null,
  low bigint not null,
  high bigint not null,
  unknown integer not null default 0 check (unknown >= 0),
  primary key (round_id, item_code, area_code, part),
  constraint round_figure_range check (low <= quantity and quantity <= high)
);

create table round_line (
  round_id uuid not null references round (id),
  line_id uuid not null references production_line (id),
  item_code text not null,
  name text not null,
  state text not null,
  share smallint not null,
  full_at timestamptz,
  capacity bigint not null,
  -- Null: no report was there when the round was frozen.
  report_id uuid references shift_report (id),
  planned_before bigint,
  -- A stopped line owes none.
  owed boolean not null,
  primary key (round_id, line_id)
);

create trigger round_append_only before update or delete or truncate on round
  for each statement execute function refuse_change();
create trigger round_figure_append_only before update or delete or truncate on round_figure
  for each statement execute function refuse_change();
create trigger round_line_append_only before update or delete or truncate on round_line
  for each statement execute function refuse_change();

-- Demand and supply by item and district, hour by hour where they changed: the gap's history between rounds.
create table gap_hour (
  item_code text not null references item (code),
  area_code text not null,
  at timestamptz not null,
  demand bigint not null,
  supply bigint not null,
  unknown integer not null default 0,
  primary key (item_code, area_code, at)
);
create index gap_hour_age on gap_hour (at);

-- Where a source comes from. Reserve leaves only as far as a supervisor has released it.
alter table source add column origin text not null default 'local'
  constraint source_origin check (origin in ('local', 'province', 'donation', 'reserve'));

create table reserve_release (
  id uuid primary key,
  source_id uuid not null references source (id),
  quantity bigint not null check (quantity > 0),
  reason text not null,
  asked_by text not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  status text not null check (status in ('asked', 'approved', 'refused')),
  decided_by_name text,
  decided_at timestamptz,
  decision_note text,
  version integer not null default 1,
  constraint reserve_release_decided check ((status = 'asked') = (decided_at is null))
);
create index reserve_release_source on reserve_release (source_id) where status = 'approved';
create index reserve_release_newest on reserve_release (asked_at desc, id desc);
