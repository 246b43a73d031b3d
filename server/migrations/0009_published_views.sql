-- What modules above may read of the tables below them in their own SQL: names and plain facts, no counters in motion.

create view published_organisation as
  select id, name, kind, area_code, address from organisation;

create view published_reservation as
  select reservation.id, reservation.need_id, reservation.need_line_id, reservation.quantity, reservation.shipped,
         reservation.released, reservation.expires_at, source.organisation_id as supplier_id, source.item_code
  from reservation join source on source.id = reservation.source_id;
