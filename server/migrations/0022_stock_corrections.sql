-- A wrong entry about a serial thing stays. A later move, `correct`, says what is right and why, and may name the entry that it corrects.

alter table asset_move
  add column corrects_version integer,
  -- What the move changed of what is written on the thing, as it read then: [{field, from, to}].
  add column changes jsonb not null default '[]' check (jsonb_typeof(changes) = 'array'),
  add constraint asset_move_corrects_earlier check (corrects_version is null or (action = 'correct' and corrects_version < version)),
  add constraint asset_move_correction_says_why check (action <> 'correct' or coalesce(length(note), 0) > 0),
  add constraint asset_move_corrects foreign key (asset_id, corrects_version) references asset_move (asset_id, version);
create unique index asset_move_corrected_once on asset_move (asset_id, corrects_version) where corrects_version is not null;

-- The pressure to which a cylinder is filled as a rule, kPa at the gauge; conversions rest on it when nobody states another.
alter table item add column filled_kilopascals integer check (filled_kilopascals between 100 and 30000);
