-- Items with their base unit, exact conversions, kits, substitutes. Quantities everywhere are integers in the base unit.

create table unit (
  code text primary key,
  name_zh text not null,
  name_en text not null,
  synonyms text[] not null default '{}'
);

create table item (
  code text primary key check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name_zh text not null,
  name_en text not null,
  class text not null,
  base_unit text not null references unit (code),
  life_critical boolean not null default false,
  standards text[] not null default '{}',
  synonyms text[] not null default '{}',
  search_text text not null default '',
  search_keys text[] not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now()
);
create index item_search on item using gin (search_keys);

create table item_unit (
  item_code text not null references item (code),
  unit_code text not null references unit (code),
  to_base bigint not null check (to_base > 0),
  primary key (item_code, unit_code)
);

create table kit_part (
  item_code text not null references item (code),
  part_code text not null references item (code),
  quantity integer not null check (quantity > 0),
  primary key (item_code, part_code),
  check (item_code <> part_code)
);

create table substitute (
  item_code text not null references item (code),
  substitute_code text not null references item (code),
  note_zh text not null,
  note_en text not null,
  primary key (item_code, substitute_code),
  check (item_code <> substitute_code)
);
