-- Spreadsheet imports: their progress, and the rows taken, so that repeating a file changes nothing.

create table import_batch (
  id uuid primary key,
  file_name text not null,
  format text not null check (format in ('xlsx', 'csv')),
  dry_run boolean not null,
  create_missing boolean not null default false,
  status text not null check (status in ('waiting', 'reading', 'checking', 'writing', 'done', 'failed')),
  -- Kept until the import has ended.
  content bytea,
  -- Who imports, with the posts held at that moment.
  requested_by jsonb not null,
  owner text not null,
  locale text not null default 'zh',
  rows integer not null default 0,
  done integer not null default 0,
  accepted integer not null default 0,
  rejected integer not null default 0,
  repeated integer not null default 0,
  needs integer not null default 0,
  errors jsonb not null default '[]',
  rejected_file bytea,
  failure text,
  attempts integer not null default 0,
  started_at timestamptz not null,
  -- Renewed at least each second by who works on it; a stale one may be taken over.
  touched_at timestamptz not null,
  finished_at timestamptz,
  constraint import_batch_finished check ((status in ('done', 'failed')) = (finished_at is not null))
);
create index import_batch_unfinished on import_batch (touched_at) where finished_at is null;

create table import_row (
  row_hash bytea primary key,
  import_id uuid not null references import_batch (id),
  -- Checked at the commit: rows are claimed before their need is written, in the same transaction.
  need_id uuid not null references need (id) deferrable initially deferred
);
create index import_row_import on import_row (import_id);
