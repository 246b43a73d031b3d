-- The needs ledger: kinds as data, needs, lines, their entries, deliveries.

create table kind (
  code text not null check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  version integer not null check (version > 0),
  definition jsonb not null,
  shipped boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (code, version)
);

create table kind_state (
  code text primary key,
  newest integer not null,
  retired boolean not null default false,
  constraint kind_state_newest foreign key (code, newest) references kind (code, version)
);

-- Short numbers: the n-th need of an institution on a day.
create table need_day_count (
  organisation_id uuid not null references organisation (id),
  day date not null,
  count integer not null,
  primary key (organisation_id, day)
);

create table need (
  id uuid primary key,
  day date not null,
  day_number integer not null,
  kind_code text not null,
  kind_version integer not null,
  life text not null,
  status text not null,
  organisation_id uuid not null references organisation (id),
  area_code text not null,
  entered_by text not null,
  entered_by_name text not null,
  on_behalf boolean not null default false,
  channel text not null,
  priority text not null check (priority in ('life-critical', 'urgent', 'normal')),
  priority_reason text,
  headline text not null,
  description text,
  contact text,
  form jsonb not null default '{}',
  needed_by timestamptz,
  runs_dry_at timestamptz,
  hurts_at timestamptz not null,
  due_at timestamptz,
  escalation smallint not null default 0 check (escalation between 0 and 2),
  desk text not null,
  assignee text,
  claimed_by text,
  claimed_by_name text,
  claimed_until timestamptz,
  merged_into uuid references need (id),
  close_reason text,
  close_note text,
  collected_at timestamptz not null,
  ended_at timestamptz,
  search_text text not null default '',
  version integer not null,
  constraint need_kind foreign key (kind_code, kind_version) references kind (code, version),
  constraint need_number_once unique (organisation_id, day, day_number),
  -- The row is where its own history says it is.
  constraint need_as_history foreign key (id, version, status) references event (subject_id, version, to_status)
    deferrable initially deferred,
  constraint need_merged_whole check ((status = 'merged') = (merged_into is not null)),
  constraint need_claim_whole check (num_nulls(claimed_by, claimed_by_name, claimed_until) in (0, 3))
);
create index need_queue on need (status, hurts_at, id);
create index need_open_queue on need (hurts_at, id) where status in ('collected', 'dispatched', 'fulfilled');
create index need_newest on need (collected_at desc, id desc);
create index need_of_organisation on need (organisation_id, collected_at desc);
create index need_area_status on need (area_code text_pattern_ops, status);
create index need_due on need (due_at) where due_at is not null;
create index need_merged_into on need (merged_into) where merged_into is not null;

create table need_line (
  id uuid primary key,
  need_id uuid not null references need (id),
  position smallint not null,
  item_code text not null references item (code),
  specification text,
  said text,
  requested bigint check (requested > 0),
  approved bigint check (approved >= 0),
  reserved bigint not null default 0 check (reserved >= 0),
  in_transit bigint not null default 0 check (in_transit >= 0),
  delivered bigint not null default 0 check (delivered >= 0),
  accepted bigint not null default 0 check (accepted >= 0),
  rejected bigint not null default 0 check (rejected >= 0),
  waived bigint not null default 0 check (waived >= 0),
  constraint need_line_position_once unique (need_id, position),
  constraint need_line_decided_within_delivered check (accepted + rejected <= delivered),
  constraint need_line_within_approved check (reserved + in_transit + delivered - rejected + waived <= coalesce(approved, 0))
);
create index need_line_item on need_line (item_code);

-- Two-phase ledger of a line: every figure above is a sum over these entries.
create table need_line_entry (
  id bigint generated always as identity primary key,
  need_line_id uuid not null references need_line (id),
  need_id uuid not null references need (id),
  version integer not null,
  kind text not null check (kind in ('reserve', 'release', 'ship', 'deliver', 'direct', 'accept', 'reject', 'waive', 'unwaive')),
  quantity bigint not null check (quantity > 0),
  reservation_id uuid references reservation (id),
  recorded_at timestamptz not null default now(),
  constraint need_line_entry_event foreign key (need_id, version) references event (subject_id, version) deferrable initially deferred
);
create index need_line_entry_line on need_line_entry (need_line_id);
create trigger need_line_entry_append_only before update or delete or truncate on need_line_entry
  for each statement execute function refuse_change();

create table delivery (
  id uuid primary key,
  supplier_id uuid not null references organisation (id),
  status text not null check (status in ('in-transit', 'arrived', 'received')),
  departed_at timestamptz not null,
  expected_at timestamptz,
  arrived_at timestamptz,
  note text,
  version integer not null default 1
);
create index delivery_supplier on delivery (supplier_id, departed_at desc);

create table delivery_line (
  id uuid primary key,
  delivery_id uuid not null references delivery (id),
  need_id uuid not null references need (id),
  need_line_id uuid not null references need_line (id),
  reservation_id uuid not null references reservation (id),
  quantity bigint not null check (quantity > 0),
  arrived_at timestamptz,
  accepted bigint not null default 0 check (accepted >= 0),
  rejected bigint not null default 0 check (rejected >= 0),
  reject_reason text,
  constraint delivery_line_decided_within_quantity check (accepted + rejected <= quantity)
);
create index delivery_line_delivery on delivery_line (delivery_id);
create index delivery_line_need on delivery_line (need_id);

create table attachment (
  id uuid primary key,
  need_id uuid not null references need (id),
  name text not null,
  media_type text not null,
  content bytea not null check (octet_length(content) <= 5000000),
  sha256 bytea not null,
  created_at timestamptz not null default now()
);
create index attachment_need on attachment (need_id);
