-- Shipments: what was sent to a site and has not come yet, so that hours to empty can be told with it too.

-- So much of a reservation on one trip. What arrived, also what was turned back then, and what got lost are moved in the transaction that
-- posts the goods; the rest is on its way. Base units.
create table shipment (
  id uuid primary key,
  reservation_id uuid not null references reservation (id),
  -- The trip, where needs are served. No reference: needs stand above.
  delivery_id uuid,
  organisation_id uuid not null references organisation (id),
  item_code text not null references item (code),
  from_organisation_id uuid not null references organisation (id),
  -- Number of the need or transfer, as people say it.
  reference text,
  shipped_at timestamptz not null,
  -- null: nobody said when.
  expected_at timestamptz,
  sent bigint not null,
  arrived bigint not null default 0,
  lost bigint not null default 0,
  constraint shipment_never_negative check (sent >= 0 and arrived >= 0 and lost >= 0 and arrived + lost <= sent)
);
create index shipment_under_way on shipment (organisation_id, item_code) where arrived + lost < sent;
create index shipment_reservation on shipment (reservation_id, shipped_at, id);

insert into shipment (id, reservation_id, delivery_id, organisation_id, item_code, from_organisation_id, reference, shipped_at,
                      expected_at, sent, arrived)
  select gen_random_uuid(), line.reservation_id, delivery.id, need.organisation_id, need_line.item_code, delivery.supplier_id,
         to_char(need.day, 'MMDD') || '-' || lpad(need.day_number::text, greatest(2, length(need.day_number::text)), '0'),
         delivery.departed_at, delivery.expected_at, sum(line.quantity),
         coalesce(sum(line.quantity) filter (where line.arrived_at is not null), 0)
  from delivery_line line join delivery on delivery.id = line.delivery_id join need on need.id = line.need_id
  join need_line on need_line.id = line.need_line_id
  group by line.reservation_id, delivery.id, need.id, need_line.item_code;
insert into shipment (id, reservation_id, organisation_id, item_code, from_organisation_id, reference, shipped_at, expected_at,
                      sent, arrived, lost)
  select gen_random_uuid(), reservation_id, to_organisation_id, item_code, from_organisation_id, 'T' || number,
         coalesce((select max(happened_at) from movement where movement.reservation_id = line.reservation_id and kind = 'ship'), made_at),
         expected_at, sent, received + returned, lost
  from transfer_line line join transfer on transfer.id = transfer_id where sent > 0;

-- A need of a warning covers the time until the next round’s goods are there, no longer a fixed number of hours.
alter table warning_rule drop column cover_hours;
