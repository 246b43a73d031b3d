-- People, their posts and API tokens. Sign-in itself (accounts, sessions) is better-auth's, in the auth_ tables.

create table auth_user (
  id uuid primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  username text unique,
  display_username text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table auth_session (
  id uuid primary key,
  user_id uuid not null references auth_user (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index auth_session_user on auth_session (user_id);

create table auth_account (
  id uuid primary key,
  user_id uuid not null references auth_user (id) on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index auth_account_user on auth_account (user_id);

create table auth_verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index auth_verification_identifier on auth_verification (identifier);

create table person (
  id uuid primary key references auth_user (id),
  name text not null,
  account text not null unique,
  phone text,
  locale text not null default 'zh' check (locale in ('zh', 'en')),
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now()
);

create table post (
  id uuid primary key,
  person_id uuid not null references person (id),
  role text not null,
  organisation_id uuid references organisation (id),
  area_code text references area (code),
  since timestamptz not null default now(),
  until timestamptz,
  constraint post_bound_once check (num_nonnulls(organisation_id, area_code) = 1)
);
create index post_person on post (person_id) where until is null;
create index post_organisation on post (organisation_id) where until is null;

create table api_token (
  id uuid primary key,
  name text not null,
  prefix text not null,
  secret_hash bytea not null unique,
  role text not null,
  organisation_id uuid references organisation (id),
  area_code text references area (code),
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz,
  constraint api_token_bound_once check (num_nonnulls(organisation_id, area_code) = 1)
);
