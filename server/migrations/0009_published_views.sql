-- What the needs ledger may read of supply in its own SQL: who holds what for which need.

create view published_reservation as
  select reservation.id, reservation.need_id, reservation.need_line_id, reservation.quantity, reservation.shipped,
         reservation.released, reservation.expires_at, source.organisation_id as supplier_id, source.item_code
  from reservation join source on source.id = reservation.source_id;
