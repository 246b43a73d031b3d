import type { OrganisationKindCode } from '@baogong/contract';
import { type RawBuilder, sql } from 'kysely';
import type { DbOrTx } from '../platform/db/database.ts';
import { queryKeys, queryPatterns } from '../platform/text/search-keys.ts';
import { facetKeys, organisationAndArea, organisationColumns, type OrganisationRow } from './queries.ts';

export type OrganisationFilter = { query?: string; kind?: OrganisationKindCode; asks?: boolean; area?: string };

/**
 * Where a list goes on. First come organisations of exactly the name asked for (`named`, by id). The rest comes in one of
 * two orders: when few match, shortest name first (`few`); when many match, in an order as good as random (`many`), since
 * sorting 100,000 rows to show 20 takes half a second, and nobody reads them all.
 */
export type SearchPlace =
  | { stage: 'named'; id: string }
  | { stage: 'few'; length: number; id: string }
  | { stage: 'many'; hash: string };

type Page = { rows: OrganisationRow[]; next: SearchPlace | null };

/** So many rows, spread over the table by chance, tell whether few or many match. */
const SAMPLE = 2000;
/** With one match in a hundred or more, walking finds a page faster than the search index. */
const MANY = SAMPLE / 100;
/** Rows walked for each row of the page: enough for twice as many as are needed at the least density. */
const WALK_PER_ROW = 200;

export async function findOrganisations(
  db: DbOrTx,
  filter: OrganisationFilter,
  limit: number,
  after?: SearchPlace,
): Promise<Page> {
  const named = after && after.stage !== 'named' ? [] : await findNamed(db, filter, limit, after?.id);
  if (named.length >= limit) return { rows: named.slice(0, limit), next: { stage: 'named', id: named[limit - 1]!.id } };
  const rest = await findRest(db, filter, limit - named.length, after);
  return { rows: [...named, ...rest.rows], next: rest.next };
}

async function findNamed(db: DbOrTx, filter: OrganisationFilter, limit: number, after?: string) {
  if (!filter.query) return [];
  const { rows } = await sql<OrganisationRow>`
    select ${organisationColumns} from ${organisationAndArea}
    where organisation.name = ${filter.query} and ${facetsOf(filter)}
      and ${after === undefined ? sql`true` : sql`organisation.id > ${after}::uuid`}
    order by organisation.id limit ${limit}`.execute(db);
  return rows;
}

async function findRest(db: DbOrTx, filter: OrganisationFilter, limit: number, after?: SearchPlace): Promise<Page> {
  if (after?.stage === 'few') return findFew(db, filter, limit, after);
  if (after?.stage === 'many') return findMany(db, filter, limit, after.hash);
  return (await matchesMany(db, filter)) ? findMany(db, filter, limit) : findFew(db, filter, limit);
}

async function matchesMany(db: DbOrTx, filter: OrganisationFilter): Promise<boolean> {
  const { rows } = await sql<{ seen: number; matching: number }>`
    select count(*) as seen, count(*) filter (where ${matches(filter)}) as matching
    from (select * from organisation order by ${placeInWalk} limit ${SAMPLE}) organisation`.execute(db);
  const { seen, matching } = rows[0]!;
  return seen === SAMPLE && matching >= MANY;
}

/** Through the search index, which the query and the facets narrow together. */
async function findFew(
  db: DbOrTx,
  filter: OrganisationFilter,
  limit: number,
  after?: { length: number; id: string },
): Promise<Page> {
  const keys = [...queryKeys(filter.query ?? ''), ...facetKeys({ ...filter, areaCode: filter.area })];
  const later = after && sql`(length(organisation.name), organisation.id) > (${after.length}, ${after.id}::uuid)`;
  const narrowed = keys.length === 0 ? sql`true` : sql`organisation.search_keys @> ${keys}::text[]`;
  const { rows } = await sql<OrganisationRow>`
    select ${organisationColumns}
    from (select * from organisation where ${narrowed} and ${matches(filter)} and ${later ?? sql`true`}
          order by length(organisation.name), organisation.id limit ${limit + 1}) organisation
    join area on area.code = organisation.area_code
    order by length(organisation.name), organisation.id`.execute(db);
  const last = rows[limit - 1];
  const next = rows.length > limit && last;
  return {
    rows: rows.slice(0, limit),
    next: next ? { stage: 'few', length: Array.from(next.name).length, id: next.id } : null,
  };
}

/** Along an order that has nothing to do with names, so that matches lie evenly: a bounded walk finds a page. */
async function findMany(db: DbOrTx, filter: OrganisationFilter, limit: number, after?: string): Promise<Page> {
  const walk = Math.max(SAMPLE, limit * WALK_PER_ROW);
  const walked = sql`
    select organisation.*, ${placeInWalk} as hash from organisation
    where ${after === undefined ? sql`true` : sql`${placeInWalk} > ${after}::bigint`} order by ${placeInWalk} limit ${walk}`;
  const { rows } = await sql<OrganisationRow & { hash: string }>`
    select ${organisationColumns}, hash::text
    from (select * from (${walked}) organisation where ${matches(filter)} order by hash limit ${limit}) organisation
    join area on area.code = organisation.area_code order by organisation.hash`.execute(db);
  const last = rows.length === limit ? rows.at(-1)?.hash : await endOfWalk(db, walked, walk);
  return {
    rows: rows.map(({ hash: _hash, ...row }) => row),
    next: last === undefined ? null : { stage: 'many', hash: last },
  };
}

/** Where a walk that found less than a page stopped; `undefined` at the end of the table. */
async function endOfWalk(db: DbOrTx, walked: RawBuilder<unknown>, walk: number): Promise<string | undefined> {
  const { rows } = await sql<{ seen: number; last: string }>`
    select count(*) as seen, max(hash)::text as last from (${walked}) walked`.execute(db);
  return rows[0]!.seen === walk ? rows[0]!.last : undefined;
}

function matches(filter: OrganisationFilter): RawBuilder<unknown> {
  const patterns = queryPatterns(filter.query ?? '');
  const likes = sql`organisation.search_text like all(${patterns}::text[])`;
  const others = filter.query ? sql`organisation.name <> ${filter.query}` : sql`true`;
  return sql`${patterns.length > 0 ? likes : sql`true`} and ${others} and ${facetsOf(filter)}`;
}

function facetsOf({ kind, asks, area }: OrganisationFilter): RawBuilder<unknown> {
  return sql.join(
    [
      kind === undefined ? sql`true` : sql`organisation.kind = ${kind}`,
      asks === undefined ? sql`true` : sql`organisation.asks = ${asks}`,
      area === undefined ? sql`true` : sql`starts_with(organisation.area_code, ${area})`,
    ],
    sql` and `,
  );
}

/** An index keeps this order. */
const placeInWalk = sql`uuid_hash_extended(organisation.id, 0)`;
