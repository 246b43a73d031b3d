-- Serial things: cylinders, ventilators, high-flow devices, concentrators. Each has one number, one place and a history in which
-- each move starts where the one before it ended, so that one thing cannot be in two places (decisions/0007).

create table asset (
  id uuid primary key,
  -- As stamped on it: NFKC, upper case, without spaces.
  number text not null constraint asset_number_once unique check (length(number) between 1 and 60),
  -- What a scanner reads off it when that is not the number.
  code text constraint asset_code_once unique,
  item_code text not null references item (code),
  kind text not null check (kind in ('cylinder', 'concentrator', 'ventilator', 'high-flow', 'other')),
  owner_id uuid not null references organisation (id),
  maker text,
  inspect_by date,
  state text not null,
  place_id uuid not null references place (id),
  bound_for_id uuid references organisation (id),
  lent_by_id uuid references organisation (id),
  due_on date,
  -- A fault was reported: {at, organisationId, patientDepends, note, by}. The need for its repair is opened from it.
  repair_wanted jsonb,
  repair_need_id uuid,
  moved_at timestamptz not null,
  -- Its last move; the version of the facts about it counts corrections too.
  move_version integer not null check (move_version > 0),
  version integer not null default 1,
  constraint asset_loan_whole check (lent_by_id is not null or due_on is null)
);
create index asset_place on asset (place_id, item_code);
create index asset_owner on asset (owner_id);
create index asset_item on asset (item_code, state);
create index asset_inspection on asset (inspect_by) where inspect_by is not null;
create index asset_repair_wanted on asset (id) where repair_wanted is not null and repair_need_id is null;
create index asset_loan on asset (lent_by_id) where lent_by_id is not null;

create table asset_move (
  asset_id uuid not null references asset (id),
  version integer not null check (version > 0),
  previous_version integer generated always as (nullif(version - 1, 0)) stored,
  life text not null,
  action text not null,
  from_state text not null,
  to_state text not null,
  from_place_id uuid references place (id),
  to_place_id uuid not null references place (id),
  bound_for_id uuid references organisation (id),
  due_on date,
  -- The book had it elsewhere than where it was scanned.
  unexpected boolean not null default false,
  note text,
  actor text not null,
  actor_name text not null,
  happened_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (asset_id, version),
  constraint asset_move_target unique (asset_id, version, to_state, to_place_id),
  constraint asset_move_legal_step foreign key (life, action, from_state, to_state)
    references life_transition (life, action, from_status, to_status),
  -- Each move starts where the one before it ended: in the same state, at the same place.
  constraint asset_move_follows_previous foreign key (asset_id, previous_version, from_state, from_place_id)
    references asset_move (asset_id, version, to_state, to_place_id),
  constraint asset_move_starts check ((version = 1) = (from_place_id is null) and (version > 1 or from_state = 'none'))
);
create index asset_move_fills on asset_move (happened_at) where action = 'fill';
create trigger asset_move_append_only before update or delete or truncate on asset_move
  for each statement execute function refuse_change();
-- What the register says of a thing is where its last move left it.
alter table asset add constraint asset_stands_where_its_last_move_ended
  foreign key (id, move_version, state, place_id) references asset_move (asset_id, version, to_state, to_place_id)
  deferrable initially deferred;

-- Scans that waited on a phone while the thing went on: kept with their time, moving nothing.
create table asset_sighting (
  asset_id uuid not null references asset (id),
  command_id uuid not null,
  action text not null,
  place_id uuid not null references place (id),
  actor text not null,
  actor_name text not null,
  note text,
  happened_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (asset_id, command_id)
);
create trigger asset_sighting_append_only before update or delete or truncate on asset_sighting
  for each statement execute function refuse_change();

-- What an organisation can make or print, with the parameters it can do: {parameter: [option, …]}; one left out: any.
create table making (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  item_code text not null references item (code),
  method text not null check (method in ('stock', 'machine', '3d-print')),
  options jsonb not null default '{}' check (jsonb_typeof(options) = 'object'),
  per_day integer not null check (per_day > 0),
  lead_hours integer not null check (lead_hours >= 0),
  note text,
  active boolean not null default true,
  version integer not null default 1,
  constraint making_once unique (organisation_id, item_code, method)
);
create index making_item on making (item_code) where active;

-- What fits at a site: {parameter: option} for each item, such as the wall outlets of a hospital.
create table site_fitting (
  organisation_id uuid not null references organisation (id),
  item_code text not null references item (code),
  options jsonb not null check (jsonb_typeof(options) = 'object'),
  version integer not null default 1,
  primary key (organisation_id, item_code)
);

-- Oxygen bags filled at a community centre: no person in it.
create table bag_refill (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  bags integer not null check (bags between 1 and 1000),
  price_fen integer not null check (price_fen between 0 and 100000),
  insured boolean not null,
  -- The city's calendar day, so that a day's figure needs no reckoning.
  day date not null,
  cylinder_item text references item (code),
  cylinders_used integer not null default 0 check (cylinders_used >= 0),
  actor text not null,
  actor_name text not null,
  happened_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint bag_refill_cylinder_named check (cylinders_used = 0 or cylinder_item is not null)
);
create index bag_refill_day on bag_refill (day, organisation_id);
create trigger bag_refill_append_only before update or delete or truncate on bag_refill
  for each statement execute function refuse_change();

-- Ordering by itself: when what is at the site falls below the threshold, a fact says so once, until it is above again.
create table reorder_rule (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  item_code text not null references item (code),
  threshold bigint not null check (threshold > 0),
  quantity bigint not null check (quantity > 0),
  supplier_id uuid references organisation (id),
  active boolean not null default true,
  raised_at timestamptz,
  need_id uuid,
  version integer not null default 1,
  constraint reorder_rule_once unique (organisation_id, item_code),
  constraint reorder_rule_raised check (raised_at is not null or need_id is null)
);
