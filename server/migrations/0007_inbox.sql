-- Messages to people. `key` makes the follower that writes them harmless when it acts twice.

create table message (
  id uuid primary key,
  person_id uuid not null references person (id),
  key text not null,
  fact text not null,
  need_id uuid references need (id),
  params jsonb not null default '{}',
  urgent boolean not null default false,
  created_at timestamptz not null default now(),
  read_at timestamptz,
  constraint message_once unique (person_id, key)
);
create index message_newest on message (person_id, id desc);
create index message_unread on message (person_id) where read_at is null;
