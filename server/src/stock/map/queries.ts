import { sql } from 'kysely';
import type { DbOrTx } from '../../platform/db/database.ts';

/** One watched stock of a site; times in seconds since 1970, null: never or unknown. */
export type StockMark = readonly [
  item: string,
  isKnown: boolean,
  isAsked: boolean,
  early: number | null,
  dryAt: number | null,
  redAt: number | null,
  yellowAt: number | null,
];

/** A site with its stocks. Degrees (WGS-84). */
export type SiteMarks = {
  id: string;
  name: string;
  areaCode: string;
  areaName: string;
  longitude: number | null;
  latitude: number | null;
  stocks: StockMark[];
};

type SiteRow = Omit<SiteMarks, 'stocks'> & { stocks: string };

/**
 * All sites with watched stocks, or those with these ids. One row a site, and its stocks as one text: a row a stock would cost ten
 * times as much to read, JSON twice as much to write.
 */
export async function findSiteMarks(db: DbOrTx, ids?: readonly string[]): Promise<SiteMarks[]> {
  const { rows } = await sql<SiteRow>`
    with site as (
      select lamp.organisation_id, string_agg(concat(
               item_code, ' ', is_known::int, ' ', (asked.stock_id is not null)::int, ' ', ${seconds('dry_early')}, ' ',
               case when is_known then ${seconds('dry_middle')} end, ' ', ${lampSeconds('red')}, ' ', ${lampSeconds('yellow')}), ',') as stocks
      from stock_lamp lamp
      left join reading_question asked on asked.stock_id = lamp.stock_id and asked.answer is null
      where ${ids ? sql`lamp.organisation_id = any(${[...ids]}::uuid[])` : sql`true`}
      group by lamp.organisation_id)
    select organisation.id, organisation.name, organisation.area_code as "areaCode", area.name as "areaName",
           longitude, latitude, stocks
    from site join organisation on organisation.id = organisation_id join area on area.code = organisation.area_code`.execute(
    db,
  );
  return rows.map(({ stocks, ...site }) => ({ ...site, stocks: stocks.split(',').map(markOf) }));
}

function seconds(column: string) {
  return sql`date_part('epoch', ${sql.ref(column)})::bigint`;
}

/** When the lamp turns, as `lamp_of` has it. */
function lampSeconds(colour: 'red' | 'yellow') {
  const minutes = sql.ref(`${colour}_minutes`);
  return sql`case when is_known then ${seconds('dry_at')} - ${minutes} * 60 end`;
}

/** As it is written above, nothing where there is none. */
function markOf(text: string): StockMark {
  const [item, isKnown, isAsked, early, dryAt, redAt, yellowAt] = text.split(' ') as [string, ...string[]];
  return [item, isKnown === '1', isAsked === '1', orNull(early), orNull(dryAt), orNull(redAt), orNull(yellowAt)];
}

function orNull(number: string | undefined): number | null {
  return number ? Number(number) : null;
}

/** Where up to `most` institutions of each district are, degrees (WGS-84). */
export async function findDistricts(
  db: DbOrTx,
  { most }: { most: number },
): Promise<{ code: string; name: string; points: [number, number][] }[]> {
  const { rows } = await sql<{ code: string; name: string; points: [number, number][] }>`
    with placed as (
      select left(area_code, 6) as code, longitude, latitude,
             row_number() over (partition by left(area_code, 6) order by uuid_hash_extended(id, 0)) as place
      from organisation where asks and longitude is not null and length(area_code) >= 6)
    select area.code, area.name, jsonb_agg(jsonb_build_array(longitude, latitude) order by place) as points
    from placed join area on area.code = placed.code where place <= ${most}
    group by area.code, area.name order by area.code limit 4000`.execute(db);
  return rows;
}
