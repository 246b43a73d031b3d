import type { MapTiles, StockMap, stockMap } from '@baogong/contract';
import type { z } from 'zod';
import { fromWgs84 } from '../../directory/index.ts';
import { type Actor, scopeOf } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import { findDistricts, findSites } from './queries.ts';

type Input = z.output<NonNullable<(typeof stockMap)['showStockMap']['~orpc']['inputSchema']>>;

const MOST_SITES = 10_000;
/** Enough to tell where a district lies. */
const MOST_POINTS = 60;

/** The sites that the actor may see, in the coordinate system of the tiles, and the districts of their cities. */
export async function showStockMap(
  db: DbOrTx,
  actor: Actor,
  { withinHours, ...filter }: Input,
  { now, tiles }: { now: Temporal.Instant; tiles: MapTiles | null },
): Promise<StockMap> {
  const before = withinHours === undefined ? undefined : iso(now.add({ hours: withinHours }));
  const scope = scopeOf(actor, 'readings.read');
  const found = await findSites(db, { ...filter, scope, before, now, limit: MOST_SITES + 1 });
  const cities = [...new Set(found.map(({ areaCode }) => areaCode.slice(0, 4)))];
  const districts = await findDistricts(db, { cities, most: MOST_POINTS });
  const system = tiles?.system ?? 'WGS-84';
  const place = ([longitude, latitude]: [number, number]): [number, number] => {
    const placed = fromWgs84({ longitude, latitude }, system);
    return [placed.longitude, placed.latitude];
  };
  return {
    system,
    tiles,
    sites: found.slice(0, MOST_SITES).map(({ areaCode: _areaCode, longitude, latitude, dryAt, ...site }) => ({
      ...site,
      position: longitude === null || latitude === null ? null : place([longitude, latitude]),
      dryAt: dryAt === 'infinity' ? null : dryAt,
    })),
    cut: found.length > MOST_SITES,
    districts: districts.map((district) => ({ ...district, points: district.points.map(place) })),
  };
}
