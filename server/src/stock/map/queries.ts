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

/** All sites with watched stocks, or those with these ids. One row a site: a row a stock would cost ten times as much to read. */
export async function findSiteMarks(db: DbOrTx, ids?: readonly string[]): Promise<SiteMarks[]> {
  const { rows } = await sql<SiteMarks>`
    with site as (
      select stock.organisation_id, json_agg(json_build_array(
               stock.item_code, forecast.is_known, asked.stock_id is not null, ${seconds('forecast.dry_early')},
               case when forecast.is_known and forecast.dry_at < 'infinity' then ${seconds('forecast.dry_at')} end,
               ${lampSeconds('red')}, ${lampSeconds('yellow')})) as stocks
      from monitored_stock stock join stock_forecast forecast on forecast.stock_id = stock.id
      join stock_lamp lamp on lamp.stock_id = stock.id
      left join reading_question asked on asked.stock_id = stock.id and asked.answer is null
      where ${ids ? sql`stock.organisation_id = any(${[...ids]}::uuid[])` : sql`true`}
      group by stock.organisation_id)
    select organisation.id, organisation.name, organisation.area_code as "areaCode", area.name as "areaName",
           longitude, latitude, stocks
    from site join organisation on organisation.id = organisation_id join area on area.code = organisation.area_code`.execute(
    db,
  );
  return rows;
}

function seconds(column: string) {
  return sql`date_part('epoch', ${sql.ref(column)})::bigint`;
}

/** When the lamp turns, as `lamp_of` has it. */
function lampSeconds(colour: 'red' | 'yellow') {
  const minutes = sql.ref(`lamp.${colour}_minutes`);
  return sql`case when lamp.is_known then date_part('epoch', lamp.dry_at)::bigint - ${minutes} * 60 end`;
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
