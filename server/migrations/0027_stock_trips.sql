-- The sender of what is under way corrects when it should be there, and is asked once that time has passed.

-- What left at once is one trip: a delivery for needs, or one sending of a transfer.
alter table shipment rename column delivery_id to trip_id;
update shipment set trip_id = own.trip_id
from (select transfer_id, shipped_at, gen_random_uuid() as trip_id
      from shipment join reservation on reservation.id = reservation_id where shipment.trip_id is null group by transfer_id, shipped_at) own,
     reservation
where shipment.trip_id is null and reservation.id = reservation_id and own.shipped_at = shipment.shipped_at
  and own.transfer_id is not distinct from reservation.transfer_id;
alter table shipment alter column trip_id set not null;
alter table shipment
  -- What was said before the last correction; null: never corrected.
  add column expected_before timestamptz,
  -- When the sender was asked where it is; null: not since the time was last said.
  add column asked_at timestamptz;
create index shipment_trip on shipment (trip_id);
create index shipment_to_ask on shipment (expected_at) where arrived + lost < sent and asked_at is null;

create view published_shipment as
  select id, trip_id, reservation_id, organisation_id, item_code, shipped_at, expected_at, expected_before, sent - arrived - lost as under_way
  from shipment;

-- Said once, with the goods: a delivery and a transfer read it from there.
alter table delivery drop column expected_at;
alter table transfer drop column expected_at;
