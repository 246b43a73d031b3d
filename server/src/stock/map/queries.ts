import type { Lamp } from '@baogong/contract';
import { sql } from 'kysely';
import type { DbOrTx } from '../../platform/db/database.ts';
import { matches, type RunDryMatch } from '../readings/run-dry-queries.ts';

/** One site: positions in degrees (WGS-84), `dryAt` ISO 8601 or `infinity`. */
export type SiteRecord = {
  organisationId: string;
  name: string;
  areaCode: string;
  areaName: string;
  longitude: number | null;
  latitude: number | null;
  stocks: number;
  lamp: Lamp;
  dryAt: string | null;
};

/** Most pressing lamp first. */
const order: readonly Lamp[] = ['red', 'yellow', 'grey', 'green'];

/** Sites with their stocks that match, most pressing first. */
export async function findSites(
  db: DbOrTx,
  { now, limit, ...match }: RunDryMatch & { now: Temporal.Instant; limit: number },
): Promise<SiteRecord[]> {
  const { rows } = await sql<SiteRecord>`
    with site as (
      select stock.organisation_id, count(*)::integer as stocks,
             min(forecast.dry_at) filter (where forecast.is_known) as dry_at,
             min(array_position(${[...order]}::text[],
                 lamp_of(lamp.is_known, lamp.dry_at, lamp.red_minutes, lamp.yellow_minutes, ${now}))) as place
      from stock_forecast forecast join monitored_stock stock on stock.id = forecast.stock_id
      join stock_lamp lamp on lamp.stock_id = forecast.stock_id
      join organisation on organisation.id = stock.organisation_id
      where ${matches(match)}
      group by stock.organisation_id
      order by place, dry_at nulls last, stock.organisation_id limit ${limit})
    select organisation_id as "organisationId", organisation.name, organisation.area_code as "areaCode", area.name as "areaName",
           longitude, latitude, stocks, (${[...order]}::text[])[place] as lamp, dry_at as "dryAt"
    from site join organisation on organisation.id = organisation_id join area on area.code = organisation.area_code
    order by place, dry_at nulls last, organisation_id`.execute(db);
  return rows;
}

/** Where up to `most` institutions of each district of these cities (codes of four digits) are, degrees (WGS-84). */
export async function findDistricts(
  db: DbOrTx,
  { cities, most }: { cities: readonly string[]; most: number },
): Promise<{ code: string; name: string; points: [number, number][] }[]> {
  const { rows } = await sql<{ code: string; name: string; points: [number, number][] }>`
    with placed as (
      select left(area_code, 6) as code, longitude, latitude,
             row_number() over (partition by left(area_code, 6) order by uuid_hash_extended(id, 0)) as place
      from organisation
      where asks and longitude is not null and length(area_code) >= 6 and left(area_code, 4) = any(${[...cities]}::text[]))
    select area.code, area.name, jsonb_agg(jsonb_build_array(longitude, latitude) order by place) as points
    from placed join area on area.code = placed.code where place <= ${most}
    group by area.code, area.name order by area.code limit 200`.execute(db);
  return rows;
}
