-- Made by ./baogong generate from a migrated database, so that a migration's effect is seen in review. Do not edit.

table api_token (
  id uuid not null,
  name text not null,
  prefix text not null,
  secret_hash bytea not null,
  role text not null,
  organisation_id uuid,
  area_code text,
  created_by text not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  last_used_at timestamp with time zone,
  constraint api_token_bound_once CHECK ((num_nonnulls(organisation_id, area_code) = 1)),
  constraint api_token_area_code_fkey FOREIGN KEY (area_code) REFERENCES area(code),
  constraint api_token_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint api_token_pkey PRIMARY KEY (id),
  constraint api_token_secret_hash_key UNIQUE (secret_hash)
);

table area (
  code text not null,
  name text not null,
  level text not null,
  parent_code text,
  search_text text not null default ''::text,
  search_keys text[] not null default '{}'::text[],
  constraint area_code_check CHECK ((code ~ '^(\d{2}|\d{4}|\d{6}|\d{9})$'::text)),
  constraint area_level_check CHECK ((level = ANY (ARRAY['province'::text, 'city'::text, 'district'::text, 'street'::text]))),
  constraint area_parent_code_fkey FOREIGN KEY (parent_code) REFERENCES area(code),
  constraint area_pkey PRIMARY KEY (code)
);
CREATE INDEX area_parent ON public.area USING btree (parent_code);
CREATE INDEX area_search ON public.area USING gin (search_keys);

table asset (
  id uuid not null,
  number text not null,
  code text,
  item_code text not null,
  kind text not null,
  owner_id uuid not null,
  maker text,
  inspect_by date,
  state text not null,
  place_id uuid not null,
  bound_for_id uuid,
  lent_by_id uuid,
  due_on date,
  repair_wanted jsonb,
  repair_need_id uuid,
  moved_at timestamp with time zone not null,
  move_version integer not null,
  version integer not null default 1,
  constraint asset_kind_check CHECK ((kind = ANY (ARRAY['cylinder'::text, 'concentrator'::text, 'ventilator'::text, 'high-flow'::text, 'other'::text]))),
  constraint asset_loan_whole CHECK (((lent_by_id IS NOT NULL) OR (due_on IS NULL))),
  constraint asset_move_version_check CHECK ((move_version > 0)),
  constraint asset_number_check CHECK (((length(number) >= 1) AND (length(number) <= 60))),
  constraint asset_bound_for_id_fkey FOREIGN KEY (bound_for_id) REFERENCES organisation(id),
  constraint asset_item_code_fkey FOREIGN KEY (item_code) REFERENCES item(code),
  constraint asset_lent_by_id_fkey FOREIGN KEY (lent_by_id) REFERENCES organisation(id),
  constraint asset_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES organisation(id),
  constraint asset_place_id_fkey FOREIGN KEY (place_id) REFERENCES place(id),
  constraint asset_stands_where_its_last_move_ended FOREIGN KEY (id, move_version, state, place_id) REFERENCES asset_move(asset_id, version, to_state, to_place_id) DEFERRABLE INITIALLY DEFERRED,
  constraint asset_pkey PRIMARY KEY (id),
  constraint asset_code_once UNIQUE (code),
  constraint asset_number_once UNIQUE (number)
);
CREATE INDEX asset_inspection ON public.asset USING btree (inspect_by) WHERE (inspect_by IS NOT NULL);
CREATE INDEX asset_item ON public.asset USING btree (item_code, state);
CREATE INDEX asset_loan ON public.asset USING btree (lent_by_id) WHERE (lent_by_id IS NOT NULL);
CREATE INDEX asset_owner ON public.asset USING btree (owner_id);
CREATE INDEX asset_place ON public.asset USING btree (place_id, item_code);
CREATE INDEX asset_repair_wanted ON public.asset USING btree (id) WHERE ((repair_wanted IS NOT NULL) AND (repair_need_id IS NULL));

table asset_move (
  asset_id uuid not null,
  version integer not null,
  previous_version integer generated always as (NULLIF((version - 1), 0)) stored,
  life text not null,
  action text not null,
  from_state text not null,
  to_state text not null,
  from_place_id uuid,
  to_place_id uuid not null,
  bound_for_id uuid,
  due_on date,
  unexpected boolean not null default false,
  note text,
  actor text not null,
  actor_name text not null,
  happened_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null default clock_timestamp(),
  corrects_version integer,
  changes jsonb not null default '[]'::jsonb,
  constraint asset_move_changes_check CHECK ((jsonb_typeof(changes) = 'array'::text)),
  constraint asset_move_correction_says_why CHECK (((action <> 'correct'::text) OR (COALESCE(length(note), 0) > 0))),
  constraint asset_move_corrects_earlier CHECK (((corrects_version IS NULL) OR ((action = 'correct'::text) AND (corrects_version < version)))),
  constraint asset_move_starts CHECK ((((version = 1) = (from_place_id IS NULL)) AND ((version > 1) OR (from_state = 'none'::text)))),
  constraint asset_move_version_check1 CHECK ((version > 0)),
  constraint asset_move_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES asset(id),
  constraint asset_move_bound_for_id_fkey FOREIGN KEY (bound_for_id) REFERENCES organisation(id),
  constraint asset_move_corrects FOREIGN KEY (asset_id, corrects_version) REFERENCES asset_move(asset_id, version),
  constraint asset_move_follows_previous FOREIGN KEY (asset_id, previous_version, from_state, from_place_id) REFERENCES asset_move(asset_id, version, to_state, to_place_id),
  constraint asset_move_from_place_id_fkey FOREIGN KEY (from_place_id) REFERENCES place(id),
  constraint asset_move_legal_step FOREIGN KEY (life, action, from_state, to_state) REFERENCES life_transition(life, action, from_status, to_status),
  constraint asset_move_to_place_id_fkey FOREIGN KEY (to_place_id) REFERENCES place(id),
  constraint asset_move_pkey PRIMARY KEY (asset_id, version),
  constraint asset_move_target UNIQUE (asset_id, version, to_state, to_place_id)
);
CREATE UNIQUE INDEX asset_move_corrected_once ON public.asset_move USING btree (asset_id, corrects_version) WHERE (corrects_version IS NOT NULL);
CREATE INDEX asset_move_fills ON public.asset_move USING btree (happened_at) WHERE (action = 'fill'::text);
CREATE TRIGGER asset_move_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.asset_move FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

table asset_sighting (
  asset_id uuid not null,
  command_id uuid not null,
  action text not null,
  place_id uuid not null,
  actor text not null,
  actor_name text not null,
  note text,
  happened_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null default clock_timestamp(),
  constraint asset_sighting_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES asset(id),
  constraint asset_sighting_place_id_fkey FOREIGN KEY (place_id) REFERENCES place(id),
  constraint asset_sighting_pkey PRIMARY KEY (asset_id, command_id)
);
CREATE TRIGGER asset_sighting_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.asset_sighting FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

table attachment (
  id uuid not null,
  need_id uuid not null,
  name text not null,
  media_type text not null,
  content bytea not null,
  sha256 bytea not null,
  created_at timestamp with time zone not null default now(),
  constraint attachment_content_check CHECK ((octet_length(content) <= 5000000)),
  constraint attachment_need_id_fkey FOREIGN KEY (need_id) REFERENCES need(id),
  constraint attachment_pkey PRIMARY KEY (id)
);
CREATE INDEX attachment_need ON public.attachment USING btree (need_id);

table auth_account (
  id uuid not null,
  user_id uuid not null,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint auth_account_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE,
  constraint auth_account_pkey PRIMARY KEY (id)
);
CREATE INDEX auth_account_user ON public.auth_account USING btree (user_id);

table auth_session (
  id uuid not null,
  user_id uuid not null,
  token text not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint auth_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE,
  constraint auth_session_pkey PRIMARY KEY (id),
  constraint auth_session_token_key UNIQUE (token)
);
CREATE INDEX auth_session_user ON public.auth_session USING btree (user_id);

table auth_user (
  id uuid not null,
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  username text,
  display_username text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint auth_user_pkey PRIMARY KEY (id),
  constraint auth_user_email_key UNIQUE (email),
  constraint auth_user_username_key UNIQUE (username)
);

table auth_verification (
  id uuid not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint auth_verification_pkey PRIMARY KEY (id)
);
CREATE INDEX auth_verification_identifier ON public.auth_verification USING btree (identifier);

table bag_refill (
  id uuid not null,
  organisation_id uuid not null,
  bags integer not null,
  price_fen integer not null,
  insured boolean not null,
  day date not null,
  cylinder_item text,
  cylinders_used integer not null default 0,
  actor text not null,
  actor_name text not null,
  happened_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null default clock_timestamp(),
  constraint bag_refill_bags_check CHECK (((bags >= 1) AND (bags <= 1000))),
  constraint bag_refill_cylinder_named CHECK (((cylinders_used = 0) OR (cylinder_item IS NOT NULL))),
  constraint bag_refill_cylinders_used_check CHECK ((cylinders_used >= 0)),
  constraint bag_refill_price_fen_check CHECK (((price_fen >= 0) AND (price_fen <= 100000))),
  constraint bag_refill_cylinder_item_fkey FOREIGN KEY (cylinder_item) REFERENCES item(code),
  constraint bag_refill_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint bag_refill_pkey PRIMARY KEY (id)
);
CREATE INDEX bag_refill_day ON public.bag_refill USING btree (day, organisation_id);
CREATE TRIGGER bag_refill_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.bag_refill FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

table command (
  id uuid not null,
  actor text not null,
  operation text not null,
  body_hash bytea not null,
  answer jsonb,
  recorded_at timestamp with time zone not null default now(),
  constraint command_pkey PRIMARY KEY (id)
);
CREATE INDEX command_recorded_at ON public.command USING btree (recorded_at);

table count_conflict (
  id uuid not null,
  place_id uuid not null,
  item_code text not null,
  lot_id uuid,
  asked_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  answered_by text,
  kept_line_id uuid,
  version integer not null default 1,
  constraint count_conflict_answer CHECK ((num_nulls(answered_at, answered_by, kept_line_id) = ANY (ARRAY[0, 3]))),
  constraint count_conflict_kept_line_id_fkey FOREIGN KEY (kept_line_id) REFERENCES stocktake_line(id),
  constraint count_conflict_place_id_fkey FOREIGN KEY (place_id) REFERENCES place(id),
  constraint count_conflict_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX count_conflict_open ON public.count_conflict USING btree (place_id, item_code, lot_id) NULLS NOT DISTINCT WHERE (answered_at IS NULL);

table count_conflict_line (
  conflict_id uuid not null,
  line_id uuid not null,
  constraint count_conflict_line_conflict_id_fkey FOREIGN KEY (conflict_id) REFERENCES count_conflict(id),
  constraint count_conflict_line_line_id_fkey FOREIGN KEY (line_id) REFERENCES stocktake_line(id),
  constraint count_conflict_line_pkey PRIMARY KEY (conflict_id, line_id)
);

table delivery (
  id uuid not null,
  supplier_id uuid not null,
  status text not null,
  departed_at timestamp with time zone not null,
  arrived_at timestamp with time zone,
  note text,
  version integer not null default 1,
  constraint delivery_status_check CHECK ((status = ANY (ARRAY['in-transit'::text, 'arrived'::text, 'received'::text]))),
  constraint delivery_supplier_id_fkey FOREIGN KEY (supplier_id) REFERENCES organisation(id),
  constraint delivery_pkey PRIMARY KEY (id)
);
CREATE INDEX delivery_supplier ON public.delivery USING btree (supplier_id, departed_at DESC);

table delivery_line (
  id uuid not null,
  delivery_id uuid not null,
  need_id uuid not null,
  need_line_id uuid not null,
  reservation_id uuid not null,
  quantity bigint not null,
  arrived_at timestamp with time zone,
  accepted bigint not null default 0,
  rejected bigint not null default 0,
  reject_reason text,
  constraint delivery_line_accepted_check CHECK ((accepted >= 0)),
  constraint delivery_line_decided_within_quantity CHECK (((accepted + rejected) <= quantity)),
  constraint delivery_line_quantity_check CHECK ((quantity > 0)),
  constraint delivery_line_rejected_check CHECK ((rejected >= 0)),
  constraint delivery_line_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES delivery(id),
  constraint delivery_line_need_id_fkey FOREIGN KEY (need_id) REFERENCES need(id),
  constraint delivery_line_need_line_id_fkey FOREIGN KEY (need_line_id) REFERENCES need_line(id),
  constraint delivery_line_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES reservation(id),
  constraint delivery_line_pkey PRIMARY KEY (id)
);
CREATE INDEX delivery_line_delivery ON public.delivery_line USING btree (delivery_id);
CREATE INDEX delivery_line_need ON public.delivery_line USING btree (need_id);

table event (
  id bigint not null,
  xid xid8 not null default pg_current_xact_id(),
  module text not null,
  action text not null,
  subject_id uuid not null,
  version integer not null,
  previous_version integer generated always as (NULLIF((version - 1), 0)) stored,
  life text,
  from_status text not null default 'none'::text,
  to_status text not null default 'none'::text,
  organisation_id uuid,
  area_code text,
  actor text not null,
  actor_name text not null,
  on_behalf boolean not null default false,
  command_id uuid,
  happened_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null default clock_timestamp(),
  details jsonb not null default '{}'::jsonb,
  constraint event_starts_from_none CHECK (((version > 1) OR (from_status = 'none'::text))),
  constraint event_version_check CHECK ((version > 0)),
  constraint event_follows_previous FOREIGN KEY (subject_id, previous_version, from_status) REFERENCES event(subject_id, version, to_status),
  constraint event_legal_step FOREIGN KEY (life, action, from_status, to_status) REFERENCES life_transition(life, action, from_status, to_status),
  constraint event_pkey PRIMARY KEY (id),
  constraint event_step_target UNIQUE (subject_id, version, to_status),
  constraint event_version_once UNIQUE (subject_id, version)
);
CREATE INDEX event_horizon ON public.event USING btree (xid, id);
CREATE TRIGGER event_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

table follower (
  name text not null,
  xid xid8 not null default '0'::xid8,
  event_id bigint not null default 0,
  moved_at timestamp with time zone not null default now(),
  constraint follower_pkey PRIMARY KEY (name)
);

table gap_hour (
  item_code text not null,
  area_code text not null,
  at timestamp with time zone not null,
  demand bigint not null,
  supply bigint not null,
  unknown integer not null default 0,
  constraint gap_hour_item_code_fkey FOREIGN KEY (item_code) REFERENCES item(code),
  constraint gap_hour_pkey PRIMARY KEY (item_code, area_code, at)
);
CREATE INDEX gap_hour_age ON public.gap_hour USING btree (at);

table holding (
  place_id uuid not null,
  item_code text not null,
  on_hand bigint not null default 0,
  in_lots bigint not null default 0,
  reserved bigint not null default 0,
  constraint holding_lots_within CHECK (((in_lots >= 0) AND (in_lots <= on_hand))),
  constraint holding_never_negative CHECK ((on_hand >= 0)),
  constraint holding_never_overbooked CHECK (((reserved >= 0) AND (reserved <= on_hand))),
  constraint holding_item_code_fkey FOREIGN KEY (item_code) REFERENCES item(code),
  constraint holding_place_id_fkey FOREIGN KEY (place_id) REFERENCES place(id),
  constraint holding_pkey PRIMARY KEY (place_id, item_code)
);
CREATE INDEX holding_item ON public.holding USING btree (item_code, place_id);
CREATE TRIGGER holding_moves_with_entries BEFORE DELETE OR UPDATE ON public.holding FOR EACH STATEMENT WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER holding_opens_empty BEFORE INSERT ON public.holding FOR EACH ROW WHEN (((pg_trigger_depth() = 0) AND ((new.on_hand <> 0) OR (new.in_lots <> 0) OR (new.reserved <> 0)))) EXECUTE FUNCTION refuse_change();

table import_batch (
  id uuid not null,
  file_name text not null,
  format text not null,
  dry_run boolean not null,
  create_missing boolean not null default false,
  status text not null,
  content bytea,
  requested_by jsonb not null,
  owner text not null,
  locale text not null default 'zh'::text,
  rows integer not null default 0,
  done integer not null default 0,
  accepted integer not null default 0,
  rejected integer not null default 0,
  repeated integer not null default 0,
  needs integer not null default 0,
  errors jsonb not null default '[]'::jsonb,
  rejected_file bytea,
  failure text,
  attempts integer not null default 0,
  started_at timestamp with time zone not null,
  touched_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint import_batch_finished CHECK (((status = ANY (ARRAY['done'::text, 'failed'::text])) = (finished_at IS NOT NULL))),
  constraint import_batch_format_check CHECK ((format = ANY (ARRAY['xlsx'::text, 'csv'::text]))),
  constraint import_batch_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'reading'::text, 'checking'::text, 'writing'::text, 'done'::text, 'failed'::text]))),
  constraint import_batch_pkey PRIMARY KEY (id)
);
CREATE INDEX import_batch_unfinished ON public.import_batch USING btree (touched_at) WHERE (finished_at IS NULL);

table import_row (
  row_hash bytea not null,
  import_id uuid not null,
  need_id uuid not null,
  constraint import_row_import_id_fkey FOREIGN KEY (import_id) REFERENCES import_batch(id),
  constraint import_row_need_id_fkey FOREIGN KEY (need_id) REFERENCES need(id) DEFERRABLE INITIALLY DEFERRED,
  constraint import_row_pkey PRIMARY KEY (row_hash)
);
CREATE INDEX import_row_import ON public.import_row USING btree (import_id);

table item (
  code text not null,
  name_zh text not null,
  name_en text not null,
  class text not null,
  base_unit text not null,
  life_critical boolean not null default false,
  standards text[] not null default '{}'::text[],
  synonyms text[] not null default '{}'::text[],
  narrower text[] not null default '{}'::text[],
  search_text text not null default ''::text,
  search_keys text[] not null default '{}'::text[],
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  water_millilitres integer,
  serial_kind text,
  parameters jsonb not null default '[]'::jsonb,
  filled_kilopascals integer,
  constraint item_code_check CHECK ((code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
  constraint item_filled_kilopascals_check CHECK (((filled_kilopascals >= 100) AND (filled_kilopascals <= 30000))),
  constraint item_parameters_check CHECK ((jsonb_typeof(parameters) = 'array'::text)),
  constraint item_serial_kind_check CHECK ((serial_kind = ANY (ARRAY['cylinder'::text, 'concentrator'::text, 'ventilator'::text, 'high-flow'::text, 'other'::text]))),
  constraint item_water_millilitres_check CHECK (((water_millilitres >= 1) AND (water_millilitres <= 1000000))),
  constraint item_base_unit_fkey FOREIGN KEY (base_unit) REFERENCES unit(code),
  constraint item_pkey PRIMARY KEY (code)
);
CREATE INDEX item_order ON public.item USING btree (length(name_zh), code);
CREATE INDEX item_search ON public.item USING gin (search_keys);

table item_name (
  name text not null,
  item_code text not null,
  constraint item_name_item_code_fkey FOREIGN KEY (item_code) REFERENCES item(code),
  constraint item_name_pkey PRIMARY KEY (name)
);
CREATE INDEX item_name_item ON public.item_name USING btree (item_code);

table item_unit (
  item_code text not null,
  unit_code text not null,
  label text not null,
  to_base bigint,
  constraint item_unit_to_base_check CHECK ((to_base > 0)),
  constraint item_unit_item_code_fkey FOREIGN KEY (item_code) REFERENCES item(code),
  constraint item_unit_unit_code_fkey FOREIGN KEY (unit_code) REFERENCES unit(code),
  constraint item_unit_pkey PRIMARY KEY (item_code, unit_code, label)
);

table kind (
  code text not null,
  version integer not null,
  definition jsonb not null,
  shipped boolean not null default false,
  created_at timestamp with time zone not null default now(),
  constraint kind_code_check CHECK ((code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
  constraint kind_version_check CHECK ((version > 0)),
  constraint kind_pkey PRIMARY KEY (code, version)
);

table kind_state (
  code text not null,
  newest integer not null,
  retired boolean not null default false,
  constraint kind_state_newest FOREIGN KEY (code, newest) REFERENCES kind(code, version),
  constraint kind_state_pkey PRIMARY KEY (code)
);

table kit_part (
  item_code text not null,
  part_code text not null,
  quantity bigint not null,
  constraint kit_part_check CHECK ((item_code <> part_code)),
  constraint kit_part_quantity_check CHECK ((quantity > 0)),
  constraint kit_part_item_code_fkey FOREIGN KEY (item_code) REFERENCES item(code),
  constraint kit_part_part_code_fkey FOREIGN KEY (part_code) REFERENCES item(code),
  constraint kit_part_pkey PRIMARY KEY (item_code, part_code)
);

table life_transition (
  life text not null,
  action text not null,
  from_status text not null,
  to_status text not null,
  constraint life_transition_pkey PRIMARY KEY (life, action, from_status, to_status)
);

table lot (
  id uuid not null,
  item_code text not null,
  number text not null,
  approval_number text,
  producer text,
  produced_on date,
  expires_on date,
  created_at timestamp with time zone not null default now(),
  constraint lot_dates CHECK (((expires_on IS NULL) OR (produced_on IS NULL) OR (expires_on > produced_on))),
  constraint lot_item_code_fkey FOREIGN KEY (item_code) REFERENCES item(code),
  constraint lot_pkey PRIMARY KEY (id),
  constraint lot_of_item UNIQUE (id, item_code),
  constraint lot_once UNIQUE NULLS NOT DISTINCT (item_code, producer, number)
);

table lot_holding (
  place_id uuid not null,
  item_code text not null,
  lot_id uuid not null,
  on_hand bigint not null default 0,
  constraint lot_holding_never_negative CHECK ((on_hand >= 0)),
  constraint lot_holding_of_item FOREIGN KEY (lot_id, item_code) REFERENCES lot(id, item_code),
  constraint lot_holding_pkey PRIMARY KEY (place_id, item_code, lot_id)
);
CREATE INDEX lot_holding_lot ON public.lot_holding USING btree (lot_id);
CREATE TRIGGER lot_holding_moves_with_entries BEFORE INSERT OR DELETE OR UPDATE ON public.lot_holding FOR EACH STATEMENT WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION refuse_change();

table making (
  id uuid not null,
  organisation_id uuid not null,
  item_code text not null,
  method text not null,
  options jsonb not null default '{}'::jsonb,
  per_day integer not null,
  lead_hours integer not null,
  note text,
  active boolean not null default true,
  version integer not null default 1,
  line_id uuid,
  constraint making_lead_hours_check CHECK ((lead_hours >= 0)),
  constraint making_method_check CHECK ((method = ANY (ARRAY['stock'::text, 'machine'::text, '3d-print'::text]))),
  constraint making_options_check CHECK ((jsonb_typeof(options) = 'object'::text)),
  constraint making_per_day_check CHECK ((per_day > 0)),
  constraint making_item_code_fkey FOREIGN KEY (item_code) REFERENCES item(code),
  constraint making_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint making_own_line FOREIGN KEY (line_id, organisation_id) REFERENCES production_line(id, organisation_id),
  constraint making_pkey PRIMARY KEY (id),
  constraint making_once UNIQUE NULLS NOT DISTINCT (organisation_id, item_code, method, line_id)
);
CREATE INDEX making_item ON public.making USING btree (item_code) WHERE active;

table message (
  id uuid not null,
  person_id uuid not null,
  key text not null,
  fact text not null,
  need_id uuid,
  params jsonb not null default '{}'::jsonb,
  urgent boolean not null default false,
  created_at timestamp with time zone not null default now(),
  read_at timestamp with time zone,
  warning_id uuid,
  about_kind text,
  about_id uuid,
  constraint message_about_kind_check CHECK ((about_kind = ANY (ARRAY['transfer'::text, 'count-conflict'::text]))),
  constraint message_about_whole CHECK ((num_nulls(about_kind, about_id) = ANY (ARRAY[0, 2]))),
  constraint message_need_id_fkey FOREIGN KEY (need_id) REFERENCES need(id),
  constraint message_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint message_warning_id_fkey FOREIGN KEY (warning_id) REFERENCES warning(id),
  constraint message_pkey PRIMARY KEY (id),
  constraint message_once UNIQUE (person_id, key)
);
CREATE INDEX message_newest ON public.message USING btree (person_id, id DESC);
CREATE INDEX message_unread ON public.message USING btree (person_id) WHERE (read_at IS NULL);

table migration (
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (name)
);

table monitored_stock (
  id uuid not null,
  organisation_id uuid not null,
  item_code text not null,
  gauge text not null default 'quantity'::text,
  capacity bigint,
  dead_stock bigint not null default 0,
  flow_limit_per_hour bigint,
  full_kilopascal integer,
  tank_count integer not null default 1,
  resupply_minutes integer,
  usual_per_hour bigint,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  constraint monitored_stock_capacity_check CHECK ((capacity > 0)),
  constraint monitored_stock_dead_stock_check CHECK ((dead_stock >= 0)),
  constraint monitored_stock_flow_limit_per_hour_check CHECK ((flow_limit_per_hour > 0)),
  constraint monitored_stock_full_kilopascal_check CHECK ((full_kilopascal > 0)),
  constraint monitored_stock_gauge_check CHECK ((gauge = ANY (ARRAY['percent'::text, 'pressure'::text, 'quantity'::text]))),
  constraint monitored_stock_resupply_minutes_check CHECK (((resupply_minutes >= 0) AND (resupply_minutes <= 20160))),
  constraint monitored_stock_tank_count_check CHECK ((tank_count > 0)),
  constraint monitored_stock_usable CHECK ((dead_stock < capacity)),
  constraint monitored_stock_usual_per_hour_check CHECK ((usual_per_hour > 0)),
  constraint monitored_stock_item_code_fkey FOREIGN KEY (item_code) REFERENCES item(code),
  constraint monitored_stock_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint monitored_stock_pkey PRIMARY KEY (id),
  constraint monitored_stock_once UNIQUE (organisation_id, item_code)
);
CREATE INDEX monitored_stock_item ON public.monitored_stock USING btree (item_code);

table movement (
  id bigint not null,
  posting_id uuid not null,
  kind text not null,
  item_code text not null,
  lot_id uuid,
  from_place_id uuid not null,
  to_place_id uuid not null,
  quantity bigint not null,
  reservation_id uuid,
  need_id uuid,
  need_line_id uuid,
  delivery_id uuid,
  corrects_id bigint,
  note text,
  actor text not null,
  actor_name text not null,
  happened_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null default clock_timestamp(),
  transfer_id uuid,
  reference text,
  constraint movement_correction_named CHECK (((kind = 'correct'::text) = (corrects_id IS NOT NULL))),
  constraint movement_goes_somewhere CHECK ((from_place_id <> to_place_id)),
  constraint movement_kind_check CHECK ((kind = ANY (ARRAY['open'::text, 'count'::text, 'produce'::text, 'buy'::text, 'donate'::text, 'ship'::text, 'arrive'::text, 'reject'::text, 'direct'::text, 'transfer'::text, 'consume'::text, 'lose'::text, 'destroy'::text, 'correct'::text]))),
  constraint movement_quantity_check CHECK ((quantity > 0)),
  constraint movement_touches_a_place CHECK ((NOT (is_edge(from_place_id) AND is_edge(to_place_id)))),
  constraint movement_corrects_id_fkey FOREIGN KEY (corrects_id) REFERENCES movement(id),
  constraint movement_lot_of_item FOREIGN KEY (lot_id, item_code) REFERENCES lot(id, item_code),
  constraint movement_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES reservation(id),
  constraint movement_pkey PRIMARY KEY (id)
);
CREATE INDEX movement_corrected ON public.movement USING btree (corrects_id) WHERE (corrects_id IS NOT NULL);
CREATE INDEX movement_delivery ON public.movement USING btree (delivery_id) WHERE (delivery_id IS NOT NULL);
CREATE INDEX movement_from ON public.movement USING btree (from_place_id, item_code, happened_at);
CREATE INDEX movement_lot ON public.movement USING btree (lot_id, id) WHERE (lot_id IS NOT NULL);
CREATE INDEX movement_need ON public.movement USING btree (need_id) WHERE (need_id IS NOT NULL);
CREATE INDEX movement_posting ON public.movement USING btree (posting_id);
CREATE INDEX movement_reservation ON public.movement USING btree (reservation_id) WHERE (reservation_id IS NOT NULL);
CREATE INDEX movement_to ON public.movement USING btree (to_place_id, item_code, happened_at);
CREATE INDEX movement_transfer ON public.movement USING btree (transfer_id) WHERE (transfer_id IS NOT NULL);
CREATE TRIGGER movement_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.movement FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER movement_holds_corrections AFTER INSERT ON public.movement REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION hold_corrections();
CREATE TRIGGER movement_moves_holdings AFTER INSERT ON public.movement REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION move_holdings();

table need (
  id uuid not null,
  day date not null,
  day_number integer not null,
  kind_code text not null,
  kind_version integer not null,
  life text not null,
  status text not null,
  organisation_id uuid not null,
  area_code text not null,
  entered_by text not null,
  entered_by_name text not null,
  on_behalf boolean not null default false,
  channel text not null,
  priority text not null,
  priority_reason text,
  headline text not null,
  description text,
  contact text,
  form jsonb not null default '{}'::jsonb,
  needed_by timestamp with time zone,
  runs_dry_at timestamp with time zone,
  hurts_at timestamp with time zone not null,
  due_at timestamp with time zone,
  escalation smallint not null default 0,
  desk text not null,
  assignee text,
  claimed_by text,
  claimed_by_name text,
  claimed_until timestamp with time zone,
  merged_into uuid,
  close_reason text,
  close_note text,
  collected_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  search_text text not null default ''::text,
  version integer not null,
  constraint need_claim_whole CHECK ((num_nulls(claimed_by, claimed_by_name, claimed_until) = ANY (ARRAY[0, 3]))),
  constraint need_escalation_check CHECK (((escalation >= 0) AND (escalation <= 2))),
  constraint need_merged_whole CHECK (((status = 'merged'::text) = (merged_into IS NOT NULL))),
  constraint need_priority_check CHECK ((priority = ANY (ARRAY['life-critical'::text, 'urgent'::text, 'normal'::text]))),
  constraint need_as_history FOREIGN KEY (id, version, status) REFERENCES event(subject_id, version, to_status) DEFERRABLE INITIALLY DEFERRED,
  constraint need_kind FOREIGN KEY (kind_code, kind_version) REFERENCES kind(code, version),
  constraint need_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES need(id),
  constraint need_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint need_pkey PRIMARY KEY (id),
  constraint need_number_once UNIQUE (organisation_id, day, day_number)
);
CREATE INDEX need_area_status ON public.need USING btree (area_code text_pattern_ops, status);
CREATE INDEX need_due ON public.need USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX need_hurts ON public.need USING btree (hurts_at, id);
CREATE INDEX need_merged_into ON public.need USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX need_newest ON public.need USING btree (collected_at DESC, id DESC);
CREATE INDEX need_of_organisation ON public.need USING btree (organisation_id, collected_at DESC);
CREATE INDEX need_open_queue ON public.need USING btree (hurts_at, id) WHERE (status = ANY (ARRAY['collected'::text, 'dispatched'::text, 'fulfilled'::text]));
CREATE INDEX need_queue ON public.need USING btree (status, hurts_at, id);
CREATE INDEX need_search ON public.need USING gin (search_text gin_trgm_ops);

table need_day_count (
  organisation_id uuid not null,
  day date not null,
  count integer not null,
  constraint need_day_count_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint need_day_count_pkey PRIMARY KEY (organisation_id, day)
);

table need_line (
  id uuid not null,
  need_id uuid not null,
  position smallint not null,
  item_code text not null,
  specification text,
  said text,
  requested bigint,
  approved bigint,
  reserved bigint not null default 0,
  in_transit bigint not null default 0,
  delivered bigint not null default 0,
  accepted bigint not null default 0,
  rejected bigint not null default 0,
  waived bigint not null default 0,
  constraint need_line_accepted_check CHECK ((accepted >= 0)),
  constraint need_line_approved_check CHECK ((approved >= 0)),
  constraint need_line_decided_within_delivered CHECK (((accepted + rejected) <= delivered)),
  constraint need_line_delivered_check CHECK ((delivered >= 0)),
  constraint need_line_in_transit_check CHECK ((in_transit >= 0)),
  constraint need_line_rejected_check CHECK ((rejected >= 0)),
  constraint need_line_requested_check CHECK ((requested > 0)),
  constraint need_line_reserved_check CHECK ((reserved >= 0)),
  constraint need_line_waived_check CHECK ((waived >= 0)),
  constraint need_line_within_approved CHECK ((((((reserved + in_transit) + delivered) - rejected) + waived) <= COALESCE(approved, (0)::bigint))),
  constraint need_line_item_code_fkey FOREIGN KEY (item_code) REFERENCES item(code),
  constraint need_line_need_id_fkey FOREIGN KEY (need_id) REFERENCES need(id),
  constraint need_line_pkey PRIMARY KEY (id),
  constraint need_line_position_once UNIQUE (need_id, "position")
);
CREATE INDEX need_line_item ON public.need_line USING btree (item_code);

table need_line_entry (
  id bigint not null,
  need_line_id uuid not null,
  need_id uuid not null,
  version integer not null,
  kind text not null,
  quantity bigint not null,
  reservation_id uuid,
  recorded_at timestamp with time zone not null default now(),
  constraint need_line_entry_kind_check CHECK ((kind = ANY (ARRAY['reserve'::text, 'release'::text, 'ship'::text, 'deliver'::text, 'direct'::text, 'accept'::text, 'reject'::text, 'waive'::text, 'unwaive'::text]))),
  constraint need_line_entry_quantity_check CHECK ((quantity > 0)),
  constraint need_line_entry_event FOREIGN KEY (need_id, version) REFERENCES event(subject_id, version) DEFERRABLE INITIALLY DEFERRED,
  constraint need_line_entry_need_id_fkey FOREIGN KEY (need_id) REFERENCES need(id),
  constraint need_line_entry_need_line_id_fkey FOREIGN KEY (need_line_id) REFERENCES need_line(id),
  constraint need_line_entry_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES reservation(id),
  constraint need_line_entry_pkey PRIMARY KEY (id)
);
CREATE INDEX need_line_entry_line ON public.need_line_entry USING btree (need_line_id);
CREATE TRIGGER need_line_entry_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.need_line_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

table organisation (
  id uuid not null,
  kind text not null,
  asks boolean not null,
  name text not null,
  name_en text,
  grade text,
  area_code text not null,
  address text,
  uscc text,
  longitude double precision,
  latitude double precision,
  coordinate_system text,
  search_text text not null default ''::text,
  search_keys text[] not null default '{}'::text[],
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  constraint organisation_coordinate_system_check CHECK ((coordinate_system = ANY (ARRAY['WGS-84'::text, 'GCJ-02'::text, 'BD-09'::text]))),
  constraint organisation_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  constraint organisation_location_whole CHECK ((num_nulls(longitude, latitude, coordinate_system) = ANY (ARRAY[0, 3]))),
  constraint organisation_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
  constraint organisation_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint organisation_area_code_fkey FOREIGN KEY (area_code) REFERENCES area(code),
  constraint organisation_pkey PRIMARY KEY (id),
  constraint organisation_name_once_in_area UNIQUE (name, area_code),
  constraint organisation_uscc_once UNIQUE (uscc)
);
CREATE INDEX organisation_search ON public.organisation USING gin (search_keys);
CREATE INDEX organisation_walk ON public.organisation USING btree (uuid_hash_extended(id, (0)::bigint));

table person (
  id uuid not null,
  name text not null,
  account text not null,
  phone text,
  locale text not null default 'zh'::text,
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  constraint person_locale_check CHECK ((locale = ANY (ARRAY['zh'::text, 'en'::text]))),
  constraint person_id_fkey FOREIGN KEY (id) REFERENCES auth_user(id),
  constraint person_pkey PRIMARY KEY (id),
  constraint person_account_key UNIQUE (account)
);

table place (
  id uuid not null,
  kind text not null,
  organisation_id uuid,
  name text,
  is_edge boolean not null generated always as ((kind = ANY (ARRAY['produced'::text, 'consumed'::text, 'lost'::text, 'destroyed'::text]))) stored,
  constraint place_kind_check CHECK ((kind = ANY (ARRAY['site'::text, 'store'::text, 'offer'::text, 'transit'::text, 'produced'::text, 'consumed'::text, 'lost'::text, 'destroyed'::text]))),
  constraint place_owner CHECK ((is_edge = (organisation_id IS NULL))),
  constraint place_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint place_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX place_edge ON public.place USING btree (kind) WHERE is_edge;
CREATE UNIQUE INDEX place_of_organisation ON public.place USING btree (organisation_id, kind) WHERE (kind = ANY (ARRAY['site'::text, 'transit'::text]));
CREATE INDEX place_organisation ON public.place USING btree (organisation_id);

table post (
  id uuid not null,
  person_id uuid not null,
  role text not null,
  organisation_id uuid,
  area_code text,
  since timestamp with time zone not null default now(),
  until timestamp with time zone,
  constraint post_bound_once CHECK ((num_nonnulls(organisation_id, area_code) = 1)),
  constraint post_area_code_fkey FOREIGN KEY (area_code) REFERENCES area(code),
  constraint post_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint post_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint post_pkey PRIMARY KEY (id)
);
CREATE INDEX post_organisation ON public.post USING btree (organisation_id) WHERE (until IS NULL);
CREATE INDEX post_person ON public.post USING btree (person_id) WHERE (until IS NULL);

table production_line (
  id uuid not null,
  organisation_id uuid not null,
  item_code text not null,
  name text not null,
  capacity bigint not null,
  ramp_hours smallint not null default 0,
  ramp_shares smallint[] not null default '{}'::smallint[],
  running boolean not null,
  changed_at timestamp with time zone not null,
  ramped boolean not null default true,
  source_id uuid,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  constraint production_line_capacity_check CHECK ((capacity > 0)),
  constraint production_line_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint production_line_ramp_hours_check CHECK (((ramp_hours >= 0) AND (ramp_hours <= 240))),
  constraint production_line_ramp_shares_check CHECK ((cardinality(ramp_shares) <= 240)),
  constraint production_line_item_code_fkey FOREIGN KEY (item_code) REFERENCES item(code),
  constraint production_line_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint production_line_source_id_fkey FOREIGN KEY (source_id) REFERENCES source(id),
  constraint production_line_pkey PRIMARY KEY (id),
  constraint production_line_name_once UNIQUE (organisation_id, name),
  constraint production_line_owner UNIQUE (id, organisation_id)
);
CREATE INDEX production_line_item ON public.production_line USING btree (item_code);
CREATE INDEX production_line_source ON public.production_line USING btree (source_id) WHERE (source_id IS NOT NULL);

view published_holding (
  place_id uuid,
  item_code text,
  on_hand bigint,
  reserved bigint,
  available bigint
);

view published_lot (
  id uuid,
  item_code text,
  number text,
  expires_on date
);

view published_movement (
  id bigint,
  kind text,
  item_code text,
  lot_id uuid,
  from_place_id uuid,
  to_place_id uuid,
  quantity bigint,
  corrects_id bigint,
  need_id uuid,
  need_line_id uuid,
  delivery_id uuid,
  happened_at timestamp with time zone
);

view published_place (
  id uuid,
  kind text,
  organisation_id uuid,
  name text,
  is_edge boolean
);

view published_reservation (
  id uuid,
  need_id uuid,
  need_line_id uuid,
  place_id uuid,
  item_code text,
  quantity bigint,
  shipped bigint,
  released bigint,
  expires_at timestamp with time zone,
  ended text,
  supplier_id uuid,
  transfer_id uuid,
  transfer_line_id uuid
);

view published_shipment (
  id uuid,
  trip_id uuid,
  reservation_id uuid,
  organisation_id uuid,
  item_code text,
  shipped_at timestamp with time zone,
  expected_at timestamp with time zone,
  expected_before timestamp with time zone,
  under_way bigint
);

view published_stock_forecast (
  stock_id uuid,
  organisation_id uuid,
  item_code text,
  capacity bigint,
  dead_stock bigint,
  flow_limit_per_hour bigint,
  resupply_minutes integer,
  is_known boolean,
  dry_early timestamp with time zone,
  dry_middle timestamp with time zone,
  dry_late timestamp with time zone,
  stock_middle bigint,
  use_low bigint,
  use_middle bigint,
  use_high bigint,
  confidence text,
  computed_at timestamp with time zone
);

table reading (
  id bigint not null,
  stock_id uuid not null,
  at timestamp with time zone not null,
  recorded_at timestamp with time zone not null default clock_timestamp(),
  source text not null,
  fact_id uuid not null,
  quantity bigint,
  said double precision,
  unit text,
  deviation bigint,
  devices jsonb,
  patients jsonb,
  planned_per_hour bigint,
  confidence text not null,
  flag text,
  constraint reading_confidence_check CHECK ((confidence = ANY (ARRAY['high'::text, 'medium'::text, 'low'::text]))),
  constraint reading_flag_check CHECK ((flag = ANY (ARRAY['fills-without-delivery'::text, 'drops-unexplained'::text, 'delivery-not-seen'::text, 'empty-while-in-use'::text, 'above-capacity'::text]))),
  constraint reading_level_whole CHECK ((num_nulls(quantity, said, unit) = ANY (ARRAY[0, 3]))),
  constraint reading_planned_per_hour_check CHECK ((planned_per_hour >= 0)),
  constraint reading_quantity_check CHECK ((quantity >= 0)),
  constraint reading_says_something CHECK ((num_nonnulls(quantity, planned_per_hour, devices, patients) > 0)),
  constraint reading_source_check CHECK ((source = ANY (ARRAY['phone'::text, 'on-behalf'::text, 'spreadsheet'::text, 'telemetry'::text]))),
  constraint reading_stock_id_fkey FOREIGN KEY (stock_id) REFERENCES monitored_stock(id),
  constraint reading_pkey PRIMARY KEY (id),
  constraint reading_once UNIQUE (stock_id, at, source)
);
CREATE TRIGGER reading_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.reading FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

table reading_question (
  id uuid not null,
  stock_id uuid not null,
  reading_id bigint not null,
  flag text not null,
  at timestamp with time zone not null,
  quantity bigint not null,
  expected bigint,
  asked_at timestamp with time zone not null,
  answer text,
  answered_at timestamp with time zone,
  answered_by text,
  answered_by_name text,
  note text,
  constraint reading_question_answer_check CHECK ((answer = ANY (ARRAY['right'::text, 'wrong'::text, 'delivery'::text, 'explained'::text, 'superseded'::text]))),
  constraint reading_question_answer_whole CHECK ((num_nulls(answer, answered_at, answered_by, answered_by_name) = ANY (ARRAY[0, 4]))),
  constraint reading_question_reading_id_fkey FOREIGN KEY (reading_id) REFERENCES reading(id),
  constraint reading_question_stock_id_fkey FOREIGN KEY (stock_id) REFERENCES monitored_stock(id),
  constraint reading_question_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX reading_question_open ON public.reading_question USING btree (stock_id) WHERE (answer IS NULL);
CREATE INDEX reading_question_reading ON public.reading_question USING btree (reading_id);

table reorder_rule (
  id uuid not null,
  organisation_id uuid not null,
  item_code text not null,
  threshold bigint not null,
  quantity bigint not null,
  supplier_id uuid,
  active boolean not null default true,
  raised_at timestamp with time zone,
  need_id uuid,
  version integer not null default 1,
  constraint reorder_rule_quantity_check CHECK ((quantity > 0)),
  constraint reorder_rule_raised CHECK (((raised_at IS NOT NULL) OR (need_id IS NULL))),
  constraint reorder_rule_threshold_check CHECK ((threshold > 0)),
  constraint reorder_rule_item_code_fkey FOREIGN KEY (item_code) REFERENCES item(code),
  constraint reorder_rule_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint reorder_rule_supplier_id_fkey FOREIGN KEY (supplier_id) REFERENCES organisation(id),
  constraint reorder_rule_pkey PRIMARY KEY (id),
  constraint reorder_rule_once UNIQUE (organisation_id, item_code)
);

table reservation (
  id uuid not null,
  need_id uuid,
  need_line_id uuid,
  quantity bigint not null,
  shipped bigint not null default 0,
  released bigint not null default 0,
  expires_at timestamp with time zone,
  ended text,
  created_at timestamp with time zone not null default now(),
  place_id uuid not null,
  item_code text not null,
  transfer_id uuid,
  transfer_line_id uuid,
  constraint reservation_ended_check CHECK ((ended = ANY (ARRAY['released'::text, 'expired'::text]))),
  constraint reservation_for_one CHECK (((num_nonnulls(need_id, transfer_id) = 1) AND (num_nulls(need_id, need_line_id) = ANY (ARRAY[0, 2])) AND (num_nulls(transfer_id, transfer_line_id) = ANY (ARRAY[0, 2])))),
  constraint reservation_never_overdrawn CHECK (((shipped + released) <= quantity)),
  constraint reservation_quantity_check CHECK ((quantity > 0)),
  constraint reservation_released_check CHECK ((released >= 0)),
  constraint reservation_shipped_check CHECK ((shipped >= 0)),
  constraint reservation_holding FOREIGN KEY (place_id, item_code) REFERENCES holding(place_id, item_code),
  constraint reservation_pkey PRIMARY KEY (id)
);
CREATE INDEX reservation_expiry ON public.reservation USING btree (expires_at) WHERE ((shipped + released) < quantity);
CREATE INDEX reservation_line ON public.reservation USING btree (need_line_id);
CREATE INDEX reservation_need ON public.reservation USING btree (need_id);
CREATE INDEX reservation_of_holding ON public.reservation USING btree (place_id, item_code);
CREATE INDEX reservation_transfer ON public.reservation USING btree (transfer_id) WHERE (transfer_id IS NOT NULL);
CREATE TRIGGER reservation_holds_change AFTER UPDATE ON public.reservation REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION hold_reserved();
CREATE TRIGGER reservation_holds_new AFTER INSERT ON public.reservation REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION hold_reserved();

table reserve_release (
  id uuid not null,
  source_id uuid not null,
  quantity bigint not null,
  reason text not null,
  asked_by text not null,
  asked_by_name text not null,
  asked_at timestamp with time zone not null,
  status text not null,
  decided_by_name text,
  decided_at timestamp with time zone,
  decision_note text,
  version integer not null default 1,
  need_id uuid,
  area_code text,
  granted bigint,
  constraint reserve_release_check CHECK (((granted >= 1) AND (granted <= quantity))),
  constraint reserve_release_decided CHECK (((status = 'asked'::text) = (decided_at IS NULL))),
  constraint reserve_release_granted CHECK (((status = ANY (ARRAY['approved'::text, 'taken-back'::text])) = (granted IS NOT NULL))),
  constraint reserve_release_quantity_check CHECK ((quantity > 0)),
  constraint reserve_release_status_check CHECK ((status = ANY (ARRAY['asked'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text, 'taken-back'::text]))),
  constraint reserve_release_area_code_fkey FOREIGN KEY (area_code) REFERENCES area(code),
  constraint reserve_release_source_id_fkey FOREIGN KEY (source_id) REFERENCES source(id),
  constraint reserve_release_pkey PRIMARY KEY (id)
);
CREATE INDEX reserve_release_newest ON public.reserve_release USING btree (asked_at DESC, id DESC);
CREATE INDEX reserve_release_source ON public.reserve_release USING btree (source_id) WHERE (status = 'approved'::text);
CREATE INDEX reserve_release_waiting ON public.reserve_release USING btree (asked_at) WHERE (status = 'asked'::text);

table round (
  id uuid not null,
  day date not null,
  code text not null,
  name_zh text not null,
  name_en text not null,
  due_at timestamp with time zone not null,
  next_at timestamp with time zone not null,
  frozen_at timestamp with time zone not null,
  constraint round_order CHECK (((next_at > due_at) AND (frozen_at >= due_at))),
  constraint round_pkey PRIMARY KEY (id),
  constraint round_once UNIQUE (day, code)
);
CREATE INDEX round_newest ON public.round USING btree (due_at DESC, id DESC);
CREATE TRIGGER round_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.round FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

table round_figure (
  round_id uuid not null,
  item_code text not null,
  area_code text not null,
  part text not null,
  quantity bigint not null,
  low bigint not null,
  high bigint not null,
  unknown integer not null default 0,
  constraint round_figure_range CHECK (((low <= quantity) AND (quantity <= high))),
  constraint round_figure_unknown_check CHECK ((unknown >= 0)),
  constraint round_figure_item_code_fkey FOREIGN KEY (item_code) REFERENCES item(code),
  constraint round_figure_round_id_fkey FOREIGN KEY (round_id) REFERENCES round(id),
  constraint round_figure_pkey PRIMARY KEY (round_id, item_code, area_code, part)
);
CREATE TRIGGER round_figure_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.round_figure FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

table round_line (
  round_id uuid not null,
  line_id uuid not null,
  item_code text not null,
  name text not null,
  state text not null,
  share smallint not null,
  full_at timestamp with time zone,
  capacity bigint not null,
  report_id uuid,
  planned_before bigint,
  owed boolean not null,
  constraint round_line_line_id_fkey FOREIGN KEY (line_id) REFERENCES production_line(id),
  constraint round_line_report_id_fkey FOREIGN KEY (report_id) REFERENCES shift_report(id),
  constraint round_line_round_id_fkey FOREIGN KEY (round_id) REFERENCES round(id),
  constraint round_line_pkey PRIMARY KEY (round_id, line_id)
);
CREATE TRIGGER round_line_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.round_line FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

table setting (
  name text not null,
  value jsonb not null,
  changed_at timestamp with time zone not null default now(),
  constraint setting_pkey PRIMARY KEY (name)
);

table shift_report (
  id uuid not null,
  line_id uuid not null,
  day date not null,
  round_code text not null,
  version integer not null,
  previous_version integer generated always as (NULLIF((version - 1), 0)) stored,
  planned bigint,
  actual bigint,
  stock bigint,
  capacity bigint not null,
  note text,
  reporter text not null,
  reporter_name text not null,
  recorded_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  constraint shift_report_actual_check CHECK ((actual >= 0)),
  constraint shift_report_capacity_check CHECK ((capacity > 0)),
  constraint shift_report_planned_check CHECK ((planned >= 0)),
  constraint shift_report_stock_check CHECK ((stock >= 0)),
  constraint shift_report_version_check CHECK ((version > 0)),
  constraint shift_report_follows FOREIGN KEY (line_id, day, round_code, previous_version) REFERENCES shift_report(line_id, day, round_code, version),
  constraint shift_report_line_id_fkey FOREIGN KEY (line_id) REFERENCES production_line(id),
  constraint shift_report_pkey PRIMARY KEY (id),
  constraint shift_report_once UNIQUE (line_id, day, round_code, version)
);
CREATE INDEX shift_report_newest ON public.shift_report USING btree (line_id, due_at DESC, version DESC);
CREATE TRIGGER shift_report_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.shift_report FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

table shift_report_posting (
  report_id uuid not null,
  quantity bigint not null,
  movement_id bigint not null,
  constraint shift_report_posting_movement_id_fkey FOREIGN KEY (movement_id) REFERENCES movement(id),
  constraint shift_report_posting_report_id_fkey FOREIGN KEY (report_id) REFERENCES shift_report(id),
  constraint shift_report_posting_pkey PRIMARY KEY (report_id, movement_id)
);

table shipment (
  id uuid not null,
  reservation_id uuid not null,
  trip_id uuid not null,
  organisation_id uuid not null,
  item_code text not null,
  from_organisation_id uuid not null,
  reference text,
  shipped_at timestamp with time zone not null,
  expected_at timestamp with time zone,
  sent bigint not null,
  arrived bigint not null default 0,
  lost bigint not null default 0,
  expected_before timestamp with time zone,
  asked_at timestamp with time zone,
  constraint shipment_never_negative CHECK (((sent >= 0) AND (arrived >= 0) AND (lost >= 0) AND ((arrived + lost) <= sent))),
  constraint shipment_from_organisation_id_fkey FOREIGN KEY (from_organisation_id) REFERENCES organisation(id),
  constraint shipment_item_code_fkey FOREIGN KEY (item_code) REFERENCES item(code),
  constraint shipment_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint shipment_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES reservation(id),
  constraint shipment_pkey PRIMARY KEY (id)
);
CREATE INDEX shipment_reservation ON public.shipment USING btree (reservation_id, shipped_at, id);
CREATE INDEX shipment_to_ask ON public.shipment USING btree (expected_at) WHERE (((arrived + lost) < sent) AND (asked_at IS NULL));
CREATE INDEX shipment_trip ON public.shipment USING btree (trip_id);
CREATE INDEX shipment_under_way ON public.shipment USING btree (organisation_id, item_code) WHERE ((arrived + lost) < sent);

table site_fitting (
  organisation_id uuid not null,
  item_code text not null,
  options jsonb not null,
  version integer not null default 1,
  constraint site_fitting_options_check CHECK ((jsonb_typeof(options) = 'object'::text)),
  constraint site_fitting_item_code_fkey FOREIGN KEY (item_code) REFERENCES item(code),
  constraint site_fitting_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint site_fitting_pkey PRIMARY KEY (organisation_id, item_code)
);

table source (
  id uuid not null,
  organisation_id uuid not null,
  item_code text not null,
  form text not null,
  lead_minutes integer not null default 60,
  available_from timestamp with time zone,
  available_until timestamp with time zone,
  note text,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  place_id uuid not null,
  origin text not null default 'local'::text,
  constraint source_form_check CHECK ((form = ANY (ARRAY['stock'::text, 'offer'::text]))),
  constraint source_lead_minutes_check CHECK ((lead_minutes >= 0)),
  constraint source_origin CHECK ((origin = ANY (ARRAY['local'::text, 'province'::text, 'donation'::text, 'reserve'::text]))),
  constraint source_window CHECK (((available_until IS NULL) OR (available_from IS NULL) OR (available_until > available_from))),
  constraint source_holding FOREIGN KEY (place_id, item_code) REFERENCES holding(place_id, item_code),
  constraint source_item_code_fkey FOREIGN KEY (item_code) REFERENCES item(code),
  constraint source_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint source_place_id_fkey FOREIGN KEY (place_id) REFERENCES place(id),
  constraint source_pkey PRIMARY KEY (id),
  constraint source_of_holding UNIQUE (place_id, item_code)
);
CREATE INDEX source_item ON public.source USING btree (item_code, organisation_id);
CREATE INDEX source_organisation ON public.source USING btree (organisation_id);

table staple_quote (
  id bigint not null,
  item_code text not null,
  area_code text not null,
  unit_code text not null,
  per bigint not null,
  price_fen bigint not null,
  sold bigint,
  on_hand bigint,
  source text not null,
  at timestamp with time zone not null,
  recorded_at timestamp with time zone not null default clock_timestamp(),
  actor text not null,
  constraint staple_quote_on_hand_check CHECK ((on_hand >= 0)),
  constraint staple_quote_per_check CHECK ((per > 0)),
  constraint staple_quote_price_fen_check CHECK ((price_fen > 0)),
  constraint staple_quote_sold_check CHECK ((sold >= 0)),
  constraint staple_quote_source_check CHECK (((length(source) >= 1) AND (length(source) <= 120))),
  constraint staple_quote_area_code_fkey FOREIGN KEY (area_code) REFERENCES area(code),
  constraint staple_quote_item_code_fkey FOREIGN KEY (item_code) REFERENCES item(code),
  constraint staple_quote_unit_code_fkey FOREIGN KEY (unit_code) REFERENCES unit(code),
  constraint staple_quote_pkey PRIMARY KEY (id),
  constraint staple_quote_once UNIQUE (item_code, area_code, source, at)
);
CREATE INDEX staple_quote_newest ON public.staple_quote USING btree (item_code, area_code, at DESC);
CREATE TRIGGER staple_quote_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.staple_quote FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

table staple_rule (
  item text not null,
  price_yellow integer not null,
  price_red integer not null,
  sold_yellow integer not null,
  sold_red integer not null,
  stock_yellow integer not null,
  stock_red integer not null,
  version integer not null default 1,
  constraint staple_rule_check CHECK ((price_red >= price_yellow)),
  constraint staple_rule_check1 CHECK ((sold_red >= sold_yellow)),
  constraint staple_rule_check2 CHECK (((stock_red >= 1) AND (stock_red <= stock_yellow))),
  constraint staple_rule_price_yellow_check CHECK (((price_yellow >= 101) AND (price_yellow <= 1000))),
  constraint staple_rule_sold_yellow_check CHECK (((sold_yellow >= 101) AND (sold_yellow <= 1000))),
  constraint staple_rule_stock_yellow_check CHECK (((stock_yellow >= 1) AND (stock_yellow <= 100))),
  constraint staple_rule_pkey PRIMARY KEY (item)
);

table stock_belief (
  stock_id uuid not null,
  model smallint not null,
  at timestamp with time zone,
  numbers bytea not null,
  constraint stock_belief_stock_id_fkey FOREIGN KEY (stock_id) REFERENCES monitored_stock(id),
  constraint stock_belief_pkey PRIMARY KEY (stock_id)
);

table stock_forecast (
  stock_id uuid not null,
  dry_at timestamp with time zone not null default 'infinity'::timestamp with time zone,
  dry_early timestamp with time zone,
  dry_late timestamp with time zone,
  is_known boolean not null default false,
  stock_early bigint,
  stock_middle bigint,
  stock_late bigint,
  use_low bigint,
  use_middle bigint,
  use_high bigint,
  confidence text not null default 'none'::text,
  why jsonb not null default '[]'::jsonb,
  doubt text,
  computed_at timestamp with time zone not null default now(),
  stale_at timestamp with time zone not null default 'infinity'::timestamp with time zone,
  constraint stock_forecast_confidence_check CHECK ((confidence = ANY (ARRAY['high'::text, 'medium'::text, 'low'::text, 'none'::text]))),
  constraint stock_forecast_stock_id_fkey FOREIGN KEY (stock_id) REFERENCES monitored_stock(id),
  constraint stock_forecast_pkey PRIMARY KEY (stock_id)
);
CREATE INDEX stock_forecast_order ON public.stock_forecast USING btree (dry_at, stock_id);

view stock_lamp (
  stock_id uuid,
  rule_scope text,
  is_known boolean,
  red_percent integer,
  yellow_percent integer,
  dry_at timestamp with time zone,
  resupply_minutes integer,
  red_minutes integer,
  yellow_minutes integer,
  organisation_id uuid,
  item_code text,
  dry_early timestamp with time zone,
  dry_middle timestamp with time zone
);

table stock_resupply (
  stock_id uuid not null,
  supplier_id uuid,
  metres integer,
  travel_minutes integer not null,
  computed_at timestamp with time zone not null,
  constraint stock_resupply_metres_check CHECK ((metres >= 0)),
  constraint stock_resupply_travel_minutes_check CHECK ((travel_minutes >= 0)),
  constraint stock_resupply_stock_id_fkey FOREIGN KEY (stock_id) REFERENCES monitored_stock(id),
  constraint stock_resupply_supplier_id_fkey FOREIGN KEY (supplier_id) REFERENCES organisation(id),
  constraint stock_resupply_pkey PRIMARY KEY (stock_id)
);

table stocktake (
  id uuid not null,
  place_id uuid not null,
  counter text not null,
  actor text not null,
  actor_name text not null,
  note text,
  recorded_at timestamp with time zone not null default clock_timestamp(),
  constraint stocktake_place_id_fkey FOREIGN KEY (place_id) REFERENCES place(id),
  constraint stocktake_pkey PRIMARY KEY (id)
);

table stocktake_line (
  id uuid not null,
  stocktake_id uuid not null,
  place_id uuid not null,
  item_code text not null,
  lot_id uuid,
  counter text not null,
  counted bigint not null,
  counted_at timestamp with time zone not null,
  shown bigint,
  book bigint not null,
  posted bigint not null default 0,
  outcome text not null,
  stands boolean not null,
  constraint stocktake_line_counted_check CHECK ((counted >= 0)),
  constraint stocktake_line_outcome_check CHECK ((outcome = ANY (ARRAY['posted'::text, 'agrees'::text, 'asked'::text, 'older'::text, 'held'::text]))),
  constraint stocktake_line_shown_check CHECK ((shown >= 0)),
  constraint stocktake_line_holding FOREIGN KEY (place_id, item_code) REFERENCES holding(place_id, item_code),
  constraint stocktake_line_lot FOREIGN KEY (lot_id, item_code) REFERENCES lot(id, item_code),
  constraint stocktake_line_stocktake_id_fkey FOREIGN KEY (stocktake_id) REFERENCES stocktake(id),
  constraint stocktake_line_pkey PRIMARY KEY (id)
);
CREATE INDEX stocktake_line_latest ON public.stocktake_line USING btree (place_id, item_code, counted_at DESC) WHERE stands;
CREATE INDEX stocktake_line_stocktake ON public.stocktake_line USING btree (stocktake_id);

table substitute (
  item_code text not null,
  substitute_code text not null,
  note_zh text not null,
  note_en text not null,
  constraint substitute_check CHECK ((item_code <> substitute_code)),
  constraint substitute_item_code_fkey FOREIGN KEY (item_code) REFERENCES item(code),
  constraint substitute_substitute_code_fkey FOREIGN KEY (substitute_code) REFERENCES item(code),
  constraint substitute_pkey PRIMARY KEY (item_code, substitute_code)
);

table transfer (
  id uuid not null,
  number bigint not null,
  status text not null,
  from_place_id uuid not null,
  from_organisation_id uuid not null,
  to_organisation_id uuid not null,
  expires_at timestamp with time zone not null,
  vehicle text,
  note text,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  version integer not null default 1,
  constraint transfer_between_two CHECK ((from_organisation_id <> to_organisation_id)),
  constraint transfer_status_check CHECK ((status = ANY (ARRAY['held'::text, 'under-way'::text, 'done'::text, 'released'::text, 'expired'::text]))),
  constraint transfer_from_organisation_id_fkey FOREIGN KEY (from_organisation_id) REFERENCES organisation(id),
  constraint transfer_from_place_id_fkey FOREIGN KEY (from_place_id) REFERENCES place(id),
  constraint transfer_to_organisation_id_fkey FOREIGN KEY (to_organisation_id) REFERENCES organisation(id),
  constraint transfer_pkey PRIMARY KEY (id),
  constraint transfer_number_once UNIQUE (number)
);
CREATE INDEX transfer_expiry ON public.transfer USING btree (expires_at) WHERE (status = ANY (ARRAY['held'::text, 'under-way'::text]));
CREATE INDEX transfer_from ON public.transfer USING btree (from_organisation_id, number DESC);
CREATE INDEX transfer_to ON public.transfer USING btree (to_organisation_id, number DESC);

table transfer_line (
  id uuid not null,
  transfer_id uuid not null,
  position smallint not null,
  item_code text not null,
  lot_id uuid,
  expired_reason text,
  quantity bigint not null,
  reservation_id uuid not null,
  sent bigint not null default 0,
  received bigint not null default 0,
  lost bigint not null default 0,
  returned bigint not null default 0,
  constraint transfer_line_lost_check CHECK ((lost >= 0)),
  constraint transfer_line_never_overdrawn CHECK (((sent <= quantity) AND (((received + lost) + returned) <= sent))),
  constraint transfer_line_quantity_check CHECK ((quantity > 0)),
  constraint transfer_line_received_check CHECK ((received >= 0)),
  constraint transfer_line_returned_check CHECK ((returned >= 0)),
  constraint transfer_line_sent_check CHECK ((sent >= 0)),
  constraint transfer_line_item_code_fkey FOREIGN KEY (item_code) REFERENCES item(code),
  constraint transfer_line_transfer_id_fkey FOREIGN KEY (transfer_id) REFERENCES transfer(id),
  constraint transfer_line_pkey PRIMARY KEY (id),
  constraint transfer_line_position UNIQUE (transfer_id, "position"),
  constraint transfer_line_reservation UNIQUE (reservation_id)
);

table unit (
  code text not null,
  name_zh text not null,
  name_en text not null,
  dimension text not null,
  synonyms text[] not null default '{}'::text[],
  position integer not null default 0,
  constraint unit_dimension_check CHECK ((dimension = ANY (ARRAY['count'::text, 'pack'::text, 'mass'::text, 'volume'::text, 'gas-volume'::text]))),
  constraint unit_pkey PRIMARY KEY (code)
);

table unit_conversion (
  from_unit text not null,
  to_unit text not null,
  numerator bigint not null,
  denominator bigint not null,
  items text[],
  except_items text[],
  except_because_zh text,
  except_because_en text,
  source text,
  constraint unit_conversion_denominator_check CHECK ((denominator > 0)),
  constraint unit_conversion_numerator_check CHECK ((numerator > 0)),
  constraint unit_conversion_reason_bilingual CHECK ((num_nulls(except_because_zh, except_because_en) = ANY (ARRAY[0, 2]))),
  constraint unit_conversion_from_unit_fkey FOREIGN KEY (from_unit) REFERENCES unit(code),
  constraint unit_conversion_to_unit_fkey FOREIGN KEY (to_unit) REFERENCES unit(code),
  constraint unit_conversion_pkey PRIMARY KEY (from_unit, to_unit)
);

table warning (
  id uuid not null,
  kind text not null,
  status text not null,
  lamp text not null,
  organisation_id uuid,
  area_code text not null,
  item_code text not null,
  stock_id uuid,
  rule_scope text not null,
  details jsonb not null default '{}'::jsonb,
  raised_at timestamp with time zone not null,
  lamp_since timestamp with time zone not null,
  better_since timestamp with time zone,
  taken_by text,
  taken_by_name text,
  taken_at timestamp with time zone,
  escalation smallint not null default 0,
  due_at timestamp with time zone,
  need_due_at timestamp with time zone,
  need_id uuid,
  need_number text,
  cleared_at timestamp with time zone,
  cleared_because text,
  quiet_until timestamp with time zone,
  version integer not null default 1,
  constraint warning_about_something CHECK ((((kind = 'run-dry'::text) = (stock_id IS NOT NULL)) AND ((kind = 'staple'::text) = (organisation_id IS NULL)))),
  constraint warning_cleared_whole CHECK (((status = 'cleared'::text) = ((cleared_at IS NOT NULL) AND (cleared_because IS NOT NULL)))),
  constraint warning_escalation_check CHECK (((escalation >= 0) AND (escalation <= 2))),
  constraint warning_kind_check CHECK ((kind = ANY (ARRAY['run-dry'::text, 'missing-report'::text, 'staple'::text]))),
  constraint warning_lamp_check CHECK ((lamp = ANY (ARRAY['red'::text, 'yellow'::text]))),
  constraint warning_need_whole CHECK ((num_nulls(need_id, need_number) = ANY (ARRAY[0, 2]))),
  constraint warning_status_check CHECK ((status = ANY (ARRAY['raised'::text, 'taken'::text, 'cleared'::text]))),
  constraint warning_taken_by_somebody CHECK (((status <> 'taken'::text) OR (taken_by IS NOT NULL))),
  constraint warning_taken_whole CHECK ((num_nulls(taken_by, taken_by_name, taken_at) = ANY (ARRAY[0, 3]))),
  constraint warning_area_code_fkey FOREIGN KEY (area_code) REFERENCES area(code),
  constraint warning_item_code_fkey FOREIGN KEY (item_code) REFERENCES item(code),
  constraint warning_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint warning_rule_scope_fkey FOREIGN KEY (rule_scope) REFERENCES warning_rule(scope),
  constraint warning_stock_id_fkey FOREIGN KEY (stock_id) REFERENCES monitored_stock(id),
  constraint warning_pkey PRIMARY KEY (id)
);
CREATE INDEX warning_due ON public.warning USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX warning_need ON public.warning USING btree (need_id) WHERE (need_id IS NOT NULL);
CREATE INDEX warning_need_due ON public.warning USING btree (need_due_at) WHERE (need_due_at IS NOT NULL);
CREATE INDEX warning_newest ON public.warning USING btree (raised_at DESC, id DESC);
CREATE UNIQUE INDEX warning_one_open ON public.warning USING btree (kind, organisation_id, area_code, item_code) NULLS NOT DISTINCT WHERE (status <> 'cleared'::text);
CREATE INDEX warning_quiet ON public.warning USING btree (item_code, organisation_id, quiet_until) WHERE (quiet_until IS NOT NULL);
CREATE INDEX warning_stock ON public.warning USING btree (stock_id) WHERE (status <> 'cleared'::text);

table warning_rule (
  scope text not null,
  by text not null,
  red_percent integer not null,
  yellow_percent integer not null,
  travel_minutes integer not null,
  loading_minutes integer not null,
  speed_km_per_hour integer not null,
  detour_percent integer not null,
  hold_minutes integer not null,
  need_minutes integer,
  take_minutes integer not null,
  climb_minutes integer not null,
  quiet_minutes integer not null,
  version integer not null default 1,
  constraint warning_rule_by_check CHECK ((by = ANY (ARRAY['p10'::text, 'p50'::text]))),
  constraint warning_rule_climb_minutes_check CHECK (((climb_minutes >= 1) AND (climb_minutes <= 20160))),
  constraint warning_rule_detour_percent_check CHECK (((detour_percent >= 100) AND (detour_percent <= 400))),
  constraint warning_rule_hold_minutes_check CHECK (((hold_minutes >= 0) AND (hold_minutes <= 20160))),
  constraint warning_rule_loading_minutes_check CHECK (((loading_minutes >= 0) AND (loading_minutes <= 20160))),
  constraint warning_rule_need_minutes_check CHECK (((need_minutes >= 0) AND (need_minutes <= 20160))),
  constraint warning_rule_order CHECK ((red_percent <= yellow_percent)),
  constraint warning_rule_quiet_minutes_check CHECK (((quiet_minutes >= 0) AND (quiet_minutes <= 20160))),
  constraint warning_rule_red_percent_check CHECK (((red_percent >= 1) AND (red_percent <= 1000))),
  constraint warning_rule_speed_km_per_hour_check CHECK (((speed_km_per_hour >= 1) AND (speed_km_per_hour <= 120))),
  constraint warning_rule_take_minutes_check CHECK (((take_minutes >= 0) AND (take_minutes <= 20160))),
  constraint warning_rule_travel_minutes_check CHECK (((travel_minutes >= 0) AND (travel_minutes <= 20160))),
  constraint warning_rule_yellow_percent_check CHECK (((yellow_percent >= 1) AND (yellow_percent <= 1000))),
  constraint warning_rule_pkey PRIMARY KEY (scope)
);
