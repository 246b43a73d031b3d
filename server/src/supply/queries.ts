import type { LineSource, Source } from '@baogong/contract';
import { type RawBuilder, sql } from 'kysely';
import type { DbOrTx, Tx } from '../platform/db/database.ts';

export type SourceFilter = {
  item?: string;
  organisation?: string;
  /** Organisations and areas (prefixes) that the reader may see; `everywhere` lifts both. */
  scope: { everywhere: boolean; areas: readonly string[]; own: readonly string[] };
  after?: string;
  limit: number;
};

/** A page of sources in the order of their creation. */
export async function findSources(
  db: DbOrTx,
  { item, organisation, scope, after, limit }: SourceFilter,
): Promise<Source[]> {
  const { rows } = await sql<Source>`
    select ${sourceColumns} from ${sourceTables}
    where ${item === undefined ? sql`true` : sql`source.item_code = ${item}`}
      and ${organisation === undefined ? sql`true` : sql`source.organisation_id = ${organisation}`}
      and ${after === undefined ? sql`true` : sql`source.id > ${after}`}
      and (${scope.everywhere} or source.organisation_id = any(${scope.own}::uuid[])
           or organisation.area_code like any(${scope.areas.map((area) => `${area}%`)}::text[]))
    order by source.id limit ${limit}`.execute(db);
  return rows;
}

export async function findSource(db: DbOrTx, id: string): Promise<Source | undefined> {
  const { rows } = await sql<Source>`select ${sourceColumns} from ${sourceTables} where source.id = ${id}`.execute(db);
  return rows[0];
}

/** Locks and reads the source; `undefined` when there is none. */
export async function lockSource(tx: Tx, id: string): Promise<Source | undefined> {
  await sql`select 1 from source where id = ${id} for update`.execute(tx);
  return findSource(tx, id);
}

export type SourceFields = Pick<
  Source,
  'id' | 'quantity' | 'leadMinutes' | 'availableFrom' | 'availableUntil' | 'note' | 'version'
>;
export type NewSource = SourceFields & Pick<Source, 'organisationId' | 'item' | 'form'>;

export async function insertSource(tx: Tx, source: NewSource): Promise<void> {
  const { organisationId, item, form, ...fields } = source;
  await tx
    .insertInto('source')
    .values({ ...sourceRow(fields), organisation_id: organisationId, item_code: item, form })
    .execute();
}

export async function updateSource(tx: Tx, source: SourceFields): Promise<void> {
  const { id, ...columns } = sourceRow(source);
  await tx.updateTable('source').set(columns).where('id', '=', id).execute();
}

/** What could be sent for an item: something left, the window not over, the supplier's place beside it. */
export type CandidateSource = {
  id: string;
  itemCode: string;
  organisationId: string;
  organisationName: string;
  areaCode: string;
  location: { longitude: number; latitude: number } | null;
  form: 'stock' | 'offer';
  available: number;
  leadMinutes: number;
  /** When later than now, it can be held already but leaves only then. */
  availableFrom: string | null;
  availableUntil: string | null;
};

/** Candidates for the items at the instant, the largest first, at most `limit` for each item. */
export async function candidateSources(
  db: DbOrTx,
  itemCodes: readonly string[],
  at: Temporal.Instant,
  limit = 200,
): Promise<CandidateSource[]> {
  const { rows } = await sql<CandidateSource>`
    select candidate.* from unnest(${[...new Set(itemCodes)]}::text[]) wanted (item)
    cross join lateral (
      select source.id, source.item_code as "itemCode", organisation.id as "organisationId",
             organisation.name as "organisationName", organisation.area_code as "areaCode", form,
             case when longitude is null then null
                  else jsonb_build_object('longitude', longitude, 'latitude', latitude) end as location,
             quantity - reserved as available, lead_minutes as "leadMinutes",
             available_from as "availableFrom", available_until as "availableUntil"
      from source join organisation on organisation.id = source.organisation_id
      where item_code = wanted.item and quantity > reserved and coalesce(available_until > ${String(at)}, true)
      order by quantity - reserved desc, source.id limit ${limit}) candidate`.execute(db);
  return rows;
}

/** Suppliers that hold or have sent something for each need. */
export async function suppliersOfNeeds(db: DbOrTx, needIds: readonly string[]): Promise<Map<string, string[]>> {
  if (needIds.length === 0) return new Map();
  const { rows } = await sql<{ needId: string; suppliers: string[] }>`
    select need_id as "needId", array_agg(distinct source.organisation_id) as suppliers
    from reservation join source on source.id = source_id
    where need_id = any(${needIds}::uuid[]) and (ended is null or shipped > 0)
    group by need_id`.execute(db);
  return new Map(rows.map((row) => [row.needId, row.suppliers]));
}

/** A reservation with what of it is still held. */
export type ReservationRow = {
  id: string;
  sourceId: string;
  supplierId: string;
  supplierName: string;
  needId: string;
  needLineId: string;
  quantity: number;
  shipped: number;
  released: number;
  open: number;
  expiresAt: string | null;
  ended: 'released' | 'expired' | null;
};

export async function findReservations(db: DbOrTx, ids: readonly string[]): Promise<ReservationRow[]> {
  return readReservations(db, sql`reservation.id = any(${ids}::uuid[])`);
}

/** What is still held for the need. */
export async function openReservations(db: DbOrTx, needId: string): Promise<ReservationRow[]> {
  return readReservations(db, sql`need_id = ${needId} and shipped + released < reservation.quantity`);
}

/** Held longer than agreed, the longest first. */
export async function findExpiredReservations(
  db: DbOrTx,
  now: Temporal.Instant,
  limit: number,
): Promise<ReservationRow[]> {
  const { rows } = await sql<ReservationRow>`
    select ${reservationColumns} from ${reservationTables}
    where expires_at <= ${String(now)} and shipped + released < reservation.quantity
    order by expires_at, reservation.id limit ${limit}`.execute(db);
  return rows;
}

/** Everything held for or sent to the needs, as a need shows it (what arrived is known to the deliveries). */
export async function reservationsOfNeeds(
  db: DbOrTx,
  needIds: readonly string[],
): Promise<(Omit<LineSource, 'delivered'> & { needId: string })[]> {
  const rows = await readReservations(db, sql`need_id = any(${needIds}::uuid[])`);
  return rows.map((row) => ({
    needId: row.needId,
    reservationId: row.id,
    lineId: row.needLineId,
    sourceId: row.sourceId,
    supplierId: row.supplierId,
    supplierName: row.supplierName,
    quantity: row.quantity,
    shipped: row.shipped,
    expiresAt: row.expiresAt,
    state: stateOf(row),
  }));
}

export async function reservationsOfNeed(db: DbOrTx, needId: string): Promise<Omit<LineSource, 'delivered'>[]> {
  const found = await reservationsOfNeeds(db, [needId]);
  return found.map(({ needId: _needId, ...reservation }) => reservation);
}

function stateOf({ quantity, shipped, released, open, ended }: ReservationRow): LineSource['state'] {
  if (open === 0 && shipped > 0 && released === 0) return 'shipped';
  if (open === 0) return shipped > 0 ? 'partly-shipped' : (ended ?? 'released');
  return shipped > 0 && shipped < quantity ? 'partly-shipped' : 'reserved';
}

async function readReservations(db: DbOrTx, condition: RawBuilder<unknown>): Promise<ReservationRow[]> {
  const { rows } = await sql<ReservationRow>`
    select ${reservationColumns} from ${reservationTables} where ${condition} order by reservation.id`.execute(db);
  return rows;
}

const reservationTables = sql`
  reservation join source on source.id = source_id join organisation on organisation.id = source.organisation_id`;

const reservationColumns = sql`
  reservation.id, source_id as "sourceId", organisation.id as "supplierId", organisation.name as "supplierName",
  need_id as "needId", need_line_id as "needLineId", reservation.quantity, shipped, released,
  reservation.quantity - shipped - released as open, expires_at as "expiresAt", ended`;

const sourceTables = sql`
  source join organisation on organisation.id = source.organisation_id join item on item.code = source.item_code
  join unit on unit.code = item.base_unit`;

const sourceColumns = sql`
  source.id, source.organisation_id as "organisationId", organisation.name as "organisationName",
  organisation.area_code as "areaCode", source.item_code as item,
  jsonb_build_object('zh', item.name_zh, 'en', item.name_en) as "itemName",
  jsonb_build_object('zh', unit.name_zh, 'en', unit.name_en) as "baseUnitName", form, source.quantity, source.reserved,
  source.quantity - source.reserved as available, lead_minutes as "leadMinutes", available_from as "availableFrom",
  available_until as "availableUntil", note, source.version`;

function sourceRow(source: SourceFields) {
  return {
    id: source.id,
    quantity: source.quantity,
    lead_minutes: source.leadMinutes,
    available_from: source.availableFrom,
    available_until: source.availableUntil,
    note: source.note,
    version: source.version,
  };
}
