-- What suppliers have or offer, and what of it is held for needs (two-phase: reserve, then ship all or part, or release).

create table source (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  item_code text not null references item (code),
  form text not null check (form in ('stock', 'offer')),
  quantity bigint not null check (quantity >= 0),
  reserved bigint not null default 0 check (reserved >= 0),
  lead_minutes integer not null default 60 check (lead_minutes >= 0),
  available_from timestamptz,
  available_until timestamptz,
  note text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  constraint source_never_overbooked check (reserved <= quantity),
  constraint source_window check (available_until is null or available_from is null or available_until > available_from)
);
create index source_item on source (item_code, organisation_id);
create index source_organisation on source (organisation_id);

create table reservation (
  id uuid primary key,
  source_id uuid not null references source (id),
  need_id uuid not null,
  need_line_id uuid not null,
  quantity bigint not null check (quantity > 0),
  shipped bigint not null default 0 check (shipped >= 0),
  released bigint not null default 0 check (released >= 0),
  expires_at timestamptz,
  ended text check (ended in ('released', 'expired')),
  created_at timestamptz not null default now(),
  constraint reservation_never_overdrawn check (shipped + released <= quantity)
);
create index reservation_line on reservation (need_line_id);
create index reservation_need on reservation (need_id);
create index reservation_source on reservation (source_id);
create index reservation_expiry on reservation (expires_at) where shipped + released < quantity;
