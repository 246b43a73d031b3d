-- Items with their base unit, exact conversions, kits, substitutes. Quantities everywhere are integers in the base unit.

create table unit (
  code text primary key,
  name_zh text not null,
  name_en text not null,
  dimension text not null check (dimension in ('count', 'pack', 'mass', 'volume', 'gas-volume')),
  synonyms text[] not null default '{}',
  position integer not null default 0
);

-- One `from_unit` is numerator / denominator `to_unit`: for every item, for `items` only, or for all but `except_items`.
create table unit_conversion (
  from_unit text not null references unit (code),
  to_unit text not null references unit (code),
  numerator bigint not null check (numerator > 0),
  denominator bigint not null check (denominator > 0),
  items text[],
  except_items text[],
  except_because_zh text,
  except_because_en text,
  source text,
  primary key (from_unit, to_unit),
  constraint unit_conversion_reason_bilingual check (num_nulls(except_because_zh, except_because_en) in (0, 2))
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
  -- For an item whose size or type is not stated: the items that it may be.
  narrower text[] not null default '{}',
  search_text text not null default '',
  search_keys text[] not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now()
);
create index item_search on item using gin (search_keys);
create index item_order on item (length(name_zh), code);

-- Every name and synonym, normalised: no word means two items.
create table item_name (
  name text primary key,
  item_code text not null references item (code)
);
create index item_name_item on item_name (item_code);

-- How one counts an item besides its base unit. No `to_base`: pack sizes differ, so ask how many are in one.
create table item_unit (
  item_code text not null references item (code),
  unit_code text not null references unit (code),
  label text not null,
  to_base bigint check (to_base > 0),
  primary key (item_code, unit_code, label)
);

create table kit_part (
  item_code text not null references item (code),
  part_code text not null references item (code),
  quantity bigint not null check (quantity > 0),
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
