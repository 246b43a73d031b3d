-- Transfers: goods that one organisation holds for another until a time, sends in all or part, and the other confirms.

create table transfer (
  id uuid primary key,
  -- What people say: T12.
  number bigint generated always as identity,
  status text not null check (status in ('held', 'under-way', 'done', 'released', 'expired')),
  from_place_id uuid not null references place (id),
  from_organisation_id uuid not null references organisation (id),
  to_organisation_id uuid not null references organisation (id),
  expires_at timestamptz not null,
  -- Of the last shipment.
  expected_at timestamptz,
  vehicle text,
  note text,
  made_by_name text not null,
  made_at timestamptz not null,
  version integer not null default 1,
  constraint transfer_between_two check (from_organisation_id <> to_organisation_id),
  constraint transfer_number_once unique (number)
);
create index transfer_from on transfer (from_organisation_id, number desc);
create index transfer_to on transfer (to_organisation_id, number desc);
create index transfer_expiry on transfer (expires_at) where status in ('held', 'under-way');

-- Figures are sums over the ledger's entries, moved in the transaction that posts them. Base units.
create table transfer_line (
  id uuid primary key,
  transfer_id uuid not null references transfer (id),
  position smallint not null,
  item_code text not null references item (code),
  -- null: what expires first goes first.
  lot_id uuid,
  expired_reason text,
  quantity bigint not null check (quantity > 0),
  reservation_id uuid not null,
  sent bigint not null default 0 check (sent >= 0),
  received bigint not null default 0 check (received >= 0),
  lost bigint not null default 0 check (lost >= 0),
  returned bigint not null default 0 check (returned >= 0),
  constraint transfer_line_position unique (transfer_id, position),
  constraint transfer_line_reservation unique (reservation_id),
  constraint transfer_line_never_overdrawn check (sent <= quantity and received + lost + returned <= sent)
);

-- A reservation is for a line of a need or for a line of a transfer; both stand above the ledger, so no reference.
alter table reservation alter column need_id drop not null, alter column need_line_id drop not null,
  add column transfer_id uuid, add column transfer_line_id uuid,
  add constraint reservation_for_one check (
    num_nonnulls(need_id, transfer_id) = 1 and num_nulls(need_id, need_line_id) in (0, 2)
    and num_nulls(transfer_id, transfer_line_id) in (0, 2));
create index reservation_transfer on reservation (transfer_id) where transfer_id is not null;

-- The number by which people know the need or transfer that a movement belongs to.
alter table movement add column transfer_id uuid, add column reference text;
create index movement_transfer on movement (transfer_id) where transfer_id is not null;
-- What arrives is the lots that were sent under its reservation.
create index movement_reservation on movement (reservation_id) where reservation_id is not null;
alter table movement disable trigger movement_append_only;
update movement set reference = to_char(day, 'MMDD') || '-' || lpad(day_number::text, greatest(2, length(day_number::text)), '0')
  from need where need.id = need_id;
alter table movement enable trigger movement_append_only;

create or replace view published_reservation as
  select reservation.id, need_id, need_line_id, place_id, item_code, quantity, shipped, released, expires_at, ended,
         organisation_id as supplier_id, transfer_id, transfer_line_id
  from reservation join place on place.id = place_id;
create view published_lot as select id, item_code, number, expires_on from lot;

-- What a message leads to besides needs and warnings.
alter table message add column about_kind text check (about_kind in ('transfer', 'count-conflict')), add column about_id uuid,
  add constraint message_about_whole check (num_nulls(about_kind, about_id) in (0, 2));
