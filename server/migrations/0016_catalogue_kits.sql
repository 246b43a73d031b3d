-- What the catalogue says of an item beyond its name: a cylinder's size, whether each piece has a number of its own, and what
-- must fit when it is made or bought (thread, outlet …).

alter table item
  -- Only cylinders: the volume of water that one holds, in millilitres. With a stated pressure it gives the gas in it.
  add column water_millilitres integer check (water_millilitres between 1 and 1000000),
  -- Which register of serial things its pieces stand in; null: counted, not numbered.
  add column serial_kind text check (serial_kind in ('cylinder', 'concentrator', 'ventilator', 'high-flow', 'other')),
  -- [{code, name: {zh, en}, options: [{code, name: {zh, en}}]}]: what must be said of it before one knows that it fits.
  add column parameters jsonb not null default '[]' check (jsonb_typeof(parameters) = 'array');
