import { sql } from 'kysely';
import type { DbOrTx } from '../platform/db/database.ts';
import { queryKeys, queryPatterns } from '../platform/text/search-keys.ts';
import type { OrganisationReference } from './cache.ts';

/** Organisations by exact name, for a whole list of names at once; a name may be borne by several, in different areas. */
export async function organisationsCalled(
  db: DbOrTx,
  names: readonly string[],
): Promise<Map<string, OrganisationReference[]>> {
  const { rows } = await sql<OrganisationReference>`
    select ${columns} from organisation join area on area.code = organisation.area_code
    where organisation.name = any(${[...new Set(names)]}) order by organisation.id`.execute(db);
  return Map.groupBy(rows, (row) => row.name);
}

/** Organisations whose names come closest to what was written, closest first; those that share nothing are left out. */
export async function organisationsLike(
  db: DbOrTx,
  written: string,
  limit: number,
  areaCode = '',
): Promise<OrganisationReference[]> {
  const wanted = written.normalize('NFKC').trim().slice(0, 60);
  const found = new Map<string, OrganisationReference>();
  for (const piece of piecesOf(wanted)) {
    if (found.size >= limit) break;
    for (const row of await containing(db, piece, areaCode)) found.set(row.id, row);
  }
  return [...found.values()]
    .map((organisation) => ({ organisation, likeness: likeness(wanted, organisation.name) }))
    .filter((each) => each.likeness >= LEAST_LIKENESS)
    .sort(
      (left, right) => right.likeness - left.likeness || left.organisation.name.length - right.organisation.name.length,
    )
    .slice(0, limit)
    .map((each) => each.organisation);
}

const LEAST_LIKENESS = 0.3;

const columns = sql`
  organisation.id, organisation.kind, organisation.name, organisation.asks, organisation.area_code as "areaCode",
  area.name as "areaName",
  case when longitude is null then null
       else jsonb_build_object('longitude', longitude, 'latitude', latitude, 'system', coordinate_system) end as location`;

/** The whole, then without what commonly differs at its two ends, then short pieces. */
function piecesOf(wanted: string): string[] {
  const letters = Array.from(wanted);
  const core = wanted.replace(/^(?:.{2,3}省)?(?:.{2,4}?[市区县])?/u, '').replace(/(?:医院|中心|医学院)$/u, '');
  const pieces = [wanted, core, letters.slice(0, 4).join(''), letters.slice(-6).join(''), letters.slice(0, 2).join('')];
  return [...new Set(pieces)].filter((piece) => Array.from(piece).length >= 2);
}

async function containing(db: DbOrTx, piece: string, areaCode: string): Promise<OrganisationReference[]> {
  const { rows } = await sql<OrganisationReference>`
    select ${columns} from organisation join area on area.code = organisation.area_code
    where organisation.search_keys @> ${queryKeys(piece)}::text[] and organisation.search_text like all(${queryPatterns(piece)}::text[])
      and starts_with(organisation.area_code, ${areaCode})
    limit 50`.execute(db);
  return rows;
}

/** Share of neighbouring letters that two names have in common, 0 to 1 (Dice). */
function likeness(one: string, other: string): number {
  const left = neighbours(one);
  const right = neighbours(other);
  const shared = [...left].filter((pair) => right.has(pair)).length;
  return (2 * shared) / (left.size + right.size || 1);
}

function neighbours(name: string): Set<string> {
  const letters = Array.from(name);
  return new Set(letters.slice(1).map((letter, index) => letters[index]! + letter));
}
