import type { Area, Organisation, OrganisationKindCode } from '@baogong/contract';
import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../platform/db/database.ts';
import { queryKeys, queryPatterns, searchKeys, searchText } from '../platform/text/search-keys.ts';
import { areaLevel, areaParent, areaParents, type NamedArea } from './areas.ts';

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

export type NewOrganisation = Omit<OrganisationRow, 'areaName'>;

export async function insertOrganisation(tx: Tx, organisation: NewOrganisation): Promise<void> {
  await tx.insertInto('organisation').values(organisationRow(organisation)).execute();
}

export async function updateOrganisation(tx: Tx, organisation: NewOrganisation): Promise<void> {
  const { id, ...columns } = organisationRow(organisation);
  await tx.updateTable('organisation').set(columns).where('id', '=', id).execute();
}

/** Kind, side and areas as search keys, so that one index narrows by all of them at once. */
export function facetKeys({ kind, asks, areaCode }: { kind?: string; asks?: boolean; areaCode?: string }): string[] {
  return [
    ...(kind === undefined ? [] : [`=kind:${kind}`]),
    ...(asks === undefined ? [] : [`=asks:${asks}`]),
    ...(areaCode === undefined ? [] : [...areaParents(areaCode), areaCode].map((code) => `=area:${code}`)),
  ];
}

const areaColumns = sql`code, name, level, parent_code as "parentCode"`;

export const organisationAndArea = sql`organisation join area on area.code = organisation.area_code`;

export const organisationColumns = sql`
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
    search_keys: [...searchKeys(organisation.name, otherNames), ...facetKeys(organisation)],
    version: organisation.version,
  };
}
