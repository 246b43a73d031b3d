import type { Area, Organisation, OrganisationKindCode } from '@baogong/contract';
import { type RawBuilder, sql } from 'kysely';
import type { DbOrTx, Tx } from '../platform/db/database.ts';
import { queryKeys, queryPatterns, searchKeys, searchText } from '../platform/text/search-keys.ts';
import { areaLevel, areaParent, type NamedArea } from './areas.ts';

/** Areas right below the parent (null: provinces), in the order of their codes. */
export async function findAreasBelow(db: DbOrTx, parent: string | null): Promise<Area[]> {
  const { rows } = await sql<Area>`
    select ${areaColumns} from area where parent_code is not distinct from ${parent} order by code limit 2000`.execute(
    db,
  );
  return rows;
}

/** Areas by name, pinyin or initials, at or below the parent; wide ones first, at most fifty. */
export async function findAreasByName(db: DbOrTx, query: string, parent: string): Promise<Area[]> {
  const { rows } = await sql<Area>`
    select ${areaColumns} from area
    where search_keys @> ${queryKeys(query)}::text[] and search_text like all(${queryPatterns(query)}::text[])
      and starts_with(code, ${parent})
    order by length(code), length(name), code limit 50`.execute(db);
  return rows;
}

export async function findArea(db: DbOrTx, code: string): Promise<Area | undefined> {
  const { rows } = await sql<Area>`select ${areaColumns} from area where code = ${code}`.execute(db);
  return rows[0];
}

/** Adds the areas that are missing, in one statement; parents must be among them or there already. */
export async function insertAreas(tx: Tx, areas: readonly NamedArea[]): Promise<void> {
  const rows = areas.map(({ code, name }) => ({
    code,
    name,
    level: areaLevel(code),
    parent_code: areaParent(code),
    search_text: searchText(name),
    search_keys: searchKeys(name),
  }));
  await sql`
    insert into area (code, name, level, parent_code, search_text, search_keys)
    select code, name, level, parent_code, search_text, search_keys
    from jsonb_populate_recordset(null::area, ${JSON.stringify(rows)}::jsonb)
    on conflict (code) do nothing`.execute(tx);
}

/** Codes of the areas that the database knows, of those given. */
export async function findAreaCodes(db: DbOrTx, codes: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ code: string }>`select code from area where code = any(${codes})`.execute(db);
  return new Set(rows.map((row) => row.code));
}

export type OrganisationRow = Organisation & { asks: boolean };

export async function findOrganisation(db: DbOrTx, id: string): Promise<OrganisationRow | undefined> {
  const { rows } =
    await sql<OrganisationRow>`select ${organisationColumns} from ${organisationAndArea} where organisation.id = ${id}`.execute(
      db,
    );
  return rows[0];
}

/** Locks and reads the organisation; `undefined` when there is none. */
export async function lockOrganisation(tx: Tx, id: string): Promise<OrganisationRow | undefined> {
  await sql`select 1 from organisation where id = ${id} for update`.execute(tx);
  return findOrganisation(tx, id);
}

/** Organisations of exactly this name, at or below the area; at most `limit`. */
export async function findOrganisationsNamed(
  db: DbOrTx,
  name: string,
  area: string,
  limit: number,
): Promise<OrganisationRow[]> {
  const { rows } = await sql<OrganisationRow>`
    select ${organisationColumns} from ${organisationAndArea}
    where organisation.name = any(${[name, name.normalize('NFKC')]}) and starts_with(area_code, ${area})
    order by organisation.id limit ${limit}`.execute(db);
  return rows;
}

export type OrganisationFilter = {
  query?: string;
  kind?: OrganisationKindCode;
  asks?: boolean;
  area?: string;
  after?: { length: number; id: string };
  limit: number;
};

/** So many of the shortest names are looked through before the search index is asked. */
const WALK = 2000;

/**
 * Organisations that match, shortest name first, so that one of exactly the name asked for leads; then by id.
 * What nearly every row matches is found by walking along that order, what few match through the search index:
 * the index alone would read and sort 100,000 rows to show the first 20.
 */
export async function findOrganisations(db: DbOrTx, filter: OrganisationFilter): Promise<OrganisationRow[]> {
  const matching = sql.join(conditionsOf(filter), sql` and `);
  const walked = await sql<OrganisationRow>`
    select ${organisationColumns}
    from (select * from organisation where ${afterCursor(filter)} order by length(name), id limit ${WALK}) organisation
    join area on area.code = organisation.area_code
    where ${matching}
    order by length(organisation.name), organisation.id limit ${filter.limit}`.execute(db);
  if (walked.rows.length === filter.limit) return walked.rows;
  const keys = queryKeys(filter.query ?? '');
  const narrowed = keys.length > 0 ? sql`search_keys @> ${keys}::text[]` : sql`true`;
  const { rows } = await sql<OrganisationRow>`
    select ${organisationColumns} from ${organisationAndArea}
    where ${narrowed} and ${matching} and ${afterCursor(filter)}
    order by length(organisation.name), organisation.id limit ${filter.limit}`.execute(db);
  return rows;
}

export type NewOrganisation = Omit<OrganisationRow, 'areaName'>;

export async function insertOrganisation(tx: Tx, organisation: NewOrganisation): Promise<void> {
  await tx.insertInto('organisation').values(organisationRow(organisation)).execute();
}

export async function updateOrganisation(tx: Tx, organisation: NewOrganisation): Promise<void> {
  const { id, ...columns } = organisationRow(organisation);
  await tx.updateTable('organisation').set(columns).where('id', '=', id).execute();
}

function conditionsOf({ query, kind, asks, area }: OrganisationFilter): RawBuilder<unknown>[] {
  const patterns = queryPatterns(query ?? '');
  return [
    sql`true`,
    ...(patterns.length > 0 ? [sql`organisation.search_text like all(${patterns}::text[])`] : []),
    ...(kind === undefined ? [] : [sql`organisation.kind = ${kind}`]),
    ...(asks === undefined ? [] : [sql`organisation.asks = ${asks}`]),
    ...(area === undefined ? [] : [sql`organisation.area_code like ${`${area}%`}`]),
  ];
}

function afterCursor({ after }: OrganisationFilter): RawBuilder<unknown> {
  if (!after) return sql`true`;
  return sql`(length(organisation.name), organisation.id) > (${after.length}, ${after.id}::uuid)`;
}

const areaColumns = sql`code, name, level, parent_code as "parentCode"`;

const organisationAndArea = sql`organisation join area on area.code = organisation.area_code`;

const organisationColumns = sql`
  organisation.id, organisation.kind, organisation.asks, organisation.name, name_en as "nameEn", grade, area_code as "areaCode",
  area.name as "areaName", address, uscc, organisation.version,
  case when longitude is null then null
       else jsonb_build_object('longitude', longitude, 'latitude', latitude, 'system', coordinate_system) end as location`;

function organisationRow(organisation: NewOrganisation) {
  const { nameEn, location } = organisation;
  const otherNames = nameEn ? [nameEn] : [];
  return {
    id: organisation.id,
    kind: organisation.kind satisfies OrganisationKindCode,
    asks: organisation.asks,
    name: organisation.name,
    name_en: nameEn,
    grade: organisation.grade,
    area_code: organisation.areaCode,
    address: organisation.address,
    uscc: organisation.uscc,
    longitude: location?.longitude ?? null,
    latitude: location?.latitude ?? null,
    coordinate_system: location?.system ?? null,
    search_text: searchText(organisation.name, otherNames),
    search_keys: searchKeys(organisation.name, otherNames),
    version: organisation.version,
  };
}
