-- A release of reserve says what it is for, and may be approved in part.

alter table reserve_release
  -- The need it is for, as the needs ledger knows it.
  add column need_id uuid,
  -- Or the area.
  add column area_code text references area (code),
  -- What was approved of the quantity asked for.
  add column granted bigint check (granted between 1 and quantity);
update reserve_release set granted = quantity where status = 'approved';
alter table reserve_release
  add constraint reserve_release_granted check ((status = 'approved') = (granted is not null));
create index reserve_release_waiting on reserve_release (asked_at) where status = 'asked';

-- What a maker can make, line by line: the same item on two lines, or by no line at all (from stock).
alter table production_line add constraint production_line_owner unique (id, organisation_id);
alter table making
  add column line_id uuid,
  add constraint making_own_line foreign key (line_id, organisation_id) references production_line (id, organisation_id),
  drop constraint making_once,
  add constraint making_once unique nulls not distinct (organisation_id, item_code, method, line_id);
