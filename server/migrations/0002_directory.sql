-- Areas (GB/T 2260 down to street) and organisations: those that ask and those that supply.

create table area (
  code text primary key check (code ~ '^(\d{2}|\d{4}|\d{6}|\d{9})$'),
  name text not null,
  level text not null check (level in ('province', 'city', 'district', 'street')),
  parent_code text references area (code),
  search_text text not null default '',
  search_keys text[] not null default '{}'
);
create index area_parent on area (parent_code);
create index area_search on area using gin (search_keys);

create table organisation (
  id uuid primary key,
  kind text not null,
  asks boolean not null,
  name text not null check (length(name) between 1 and 200),
  name_en text,
  grade text,
  area_code text not null references area (code),
  address text,
  uscc text constraint organisation_uscc_once unique,
  longitude double precision check (longitude between -180 and 180),
  latitude double precision check (latitude between -90 and 90),
  coordinate_system text check (coordinate_system in ('WGS-84', 'GCJ-02', 'BD-09')),
  search_text text not null default '',
  search_keys text[] not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  constraint organisation_name_once_in_area unique (name, area_code),
  constraint organisation_location_whole check (num_nulls(longitude, latitude, coordinate_system) in (0, 3))
);
create index organisation_search on organisation using gin (search_keys);
-- An order that has nothing to do with names: a walk along it meets the matches of any query evenly spread.
create index organisation_walk on organisation (uuid_hash_extended(id, 0));
