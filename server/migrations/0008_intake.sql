-- Spreadsheet imports: their progress, and the rows taken, so that repeating a file changes nothing.

create table import_batch (
  id uuid primary key,
  file_name text not null,
  format text not null check (format in ('xlsx', 'csv')),
  dry_run boolean not null,
  status text not null check (status in ('waiting', 'reading', 'checking', 'writing', 'done', 'failed')),
  content bytea,
  content_hash bytea not null,
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
  started_at timestamptz not null default now(),
  finished_at timestamptz
);

create table import_row (
  row_hash bytea primary key,
  import_id uuid not null references import_batch (id),
  need_id uuid not null references need (id)
);
