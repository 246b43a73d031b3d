-- The spine: one append-only log of facts for all modules, and the commands that made them.

create table command (
  id uuid primary key,
  actor text not null,
  operation text not null,
  body_hash bytea not null,
  answer jsonb,
  recorded_at timestamptz not null default now()
);
create index command_recorded_at on command (recorded_at);

-- Legal steps of every life (contract/src/needs/life.ts), written at each start; the log's foreign key holds histories to it.
create table life_transition (
  life text not null,
  action text not null,
  from_status text not null,
  to_status text not null,
  primary key (life, action, from_status, to_status)
);

create table event (
  id bigint generated always as identity primary key,
  -- The transaction that wrote it: followers read only below the snapshot horizon, so a late commit is never skipped.
  xid xid8 not null default pg_current_xact_id(),
  module text not null,
  action text not null,
  subject_id uuid not null,
  version integer not null check (version > 0),
  previous_version integer generated always as (nullif(version - 1, 0)) stored,
  life text,
  from_status text not null default 'none',
  to_status text not null default 'none',
  organisation_id uuid,
  area_code text,
  actor text not null,
  actor_name text not null,
  on_behalf boolean not null default false,
  command_id uuid,
  happened_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  details jsonb not null default '{}',
  constraint event_version_once unique (subject_id, version),
  constraint event_step_target unique (subject_id, version, to_status),
  constraint event_legal_step foreign key (life, action, from_status, to_status)
    references life_transition (life, action, from_status, to_status),
  -- Each fact starts where the one before it ended: the database refuses a history with a gap or a jump.
  constraint event_follows_previous foreign key (subject_id, previous_version, from_status)
    references event (subject_id, version, to_status),
  constraint event_starts_from_none check (version > 1 or from_status = 'none')
);
create index event_horizon on event (xid, id);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create trigger event_append_only before update or delete or truncate on event
  for each statement execute function refuse_change();

-- How far each follower of the log has come. Position = (xid, id), both as the log orders them.
create table follower (
  name text primary key,
  xid xid8 not null default '0',
  event_id bigint not null default 0,
  moved_at timestamptz not null default now()
);

create table setting (
  name text primary key,
  value jsonb not null,
  changed_at timestamptz not null default now()
);
