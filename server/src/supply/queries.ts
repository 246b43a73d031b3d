import type { Source, SourceOrigin } from '@baogong/contract';
import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../platform/db/database.ts';
import { type HoldingKey, keyOf, lockHoldings } from '../stock/index.ts';
import { leftOfReserve } from './releases/queries.ts';

export type SourceFilter = {
  item?: string;
  organisation?: string;
  origin?: SourceOrigin;
  /** Organisations and areas (prefixes) that the reader may see; `everywhere` lifts both. */
  scope: { everywhere: boolean; areas: readonly string[]; own: readonly string[] };
  after?: string;
  limit: number;
};

/** A page of sources in the order of their creation. */
export async function findSources(
  db: DbOrTx,
  { item, organisation, origin, scope, after, limit }: SourceFilter,
): Promise<Source[]> {
  const { rows } = await sql<Source>`
    select ${sourceColumns} from ${sourceTables}
    where ${item === undefined ? sql`true` : sql`source.item_code = ${item}`}
      and ${organisation === undefined ? sql`true` : sql`source.organisation_id = ${organisation}`}
      and ${origin === undefined ? sql`true` : sql`origin = ${origin}`}
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
  const { rows } = await sql<HoldingKey>`
    select place_id as "placeId", item_code as "itemCode" from source where id = ${id} for update`.execute(tx);
  await lockHoldings(tx, rows);
  return findSource(tx, id);
}

/** What holding a source means: its place and item, and whether its window is not over at that instant. */
export type SourceTerms = HoldingKey & { name: string; unit: { zh: string; en: string }; isOpen: boolean };

export async function termsOf(
  db: DbOrTx,
  ids: readonly string[],
  at: Temporal.Instant,
): Promise<Map<string, SourceTerms>> {
  const { rows } = await sql<SourceTerms & { id: string }>`
    select source.id, place_id as "placeId", item_code as "itemCode", organisation.name,
           jsonb_build_object('zh', unit.name_zh, 'en', unit.name_en) as unit,
           coalesce(available_until > ${String(at)}, true) as "isOpen"
    from source join organisation on organisation.id = organisation_id join item on item.code = item_code
    join unit on unit.code = base_unit
    where source.id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, ...terms }) => [id, terms]));
}

/** The sources whose terms stand on these holdings, by their key. */
export async function sourcesAt(db: DbOrTx, keys: readonly HoldingKey[]): Promise<Map<string, string>> {
  const { rows } = await sql<HoldingKey & { id: string }>`
    select id, place_id as "placeId", item_code as "itemCode" from source where (place_id, item_code) in (
      select place, item from unnest(${keys.map((key) => key.placeId)}::uuid[], ${keys.map((key) => key.itemCode)}::text[]) wanted (place, item))`.execute(
    db,
  );
  return new Map(rows.map((row) => [keyOf(row), row.id]));
}

export type SourceFields = Pick<
  Source,
  'id' | 'origin' | 'leadMinutes' | 'availableFrom' | 'availableUntil' | 'note' | 'version'
>;
export type NewSource = SourceFields & Pick<Source, 'organisationId' | 'item' | 'form'>;

export async function insertSource(tx: Tx, source: NewSource): Promise<void> {
  const { organisationId, item, form, ...fields } = source;
  await tx
    .insertInto('source')
    .values({
      ...sourceRow(fields),
      organisation_id: organisationId,
      item_code: item,
      form,
      place_id: fields.id,
    })
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
      select source.id, item_code as "itemCode", organisation.id as "organisationId",
             organisation.name as "organisationName", organisation.area_code as "areaCode", form,
             case when longitude is null then null
                  else jsonb_build_object('longitude', longitude, 'latitude', latitude) end as location,
             free.available, lead_minutes as "leadMinutes",
             available_from as "availableFrom", available_until as "availableUntil"
      from source join organisation on organisation.id = source.organisation_id
      join published_holding holding using (place_id, item_code)
      cross join lateral (select case when origin = 'reserve' then least(holding.available, ${leftOfReserve})
                                      else holding.available end as available) free
      where item_code = wanted.item and free.available > 0 and coalesce(available_until > ${String(at)}, true)
      order by free.available desc, source.id limit ${limit}) candidate`.execute(db);
  return rows;
}

const sourceTables = sql`
  source join organisation on organisation.id = source.organisation_id join item on item.code = source.item_code
  join unit on unit.code = item.base_unit
  join published_holding holding on holding.place_id = source.place_id and holding.item_code = source.item_code`;

const sourceColumns = sql`
  source.id, source.organisation_id as "organisationId", organisation.name as "organisationName",
  organisation.area_code as "areaCode", source.item_code as item,
  jsonb_build_object('zh', item.name_zh, 'en', item.name_en) as "itemName",
  jsonb_build_object('zh', unit.name_zh, 'en', unit.name_en) as "baseUnitName", form, origin, on_hand as quantity, reserved, available,
  case when origin = 'reserve' then least(available, ${leftOfReserve}) end as released,
  lead_minutes as "leadMinutes", available_from as "availableFrom",
  available_until as "availableUntil", note, source.version`;

function sourceRow(source: SourceFields) {
  return {
    id: source.id,
    origin: source.origin,
    lead_minutes: source.leadMinutes,
    available_from: source.availableFrom,
    available_until: source.availableUntil,
    note: source.note,
    version: source.version,
  };
}
