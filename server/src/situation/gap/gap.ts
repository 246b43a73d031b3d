import { type Gap, type GapPoint, type gapRoutes } from '@baogong/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import { getCatalogueItem } from '../../catalogue/index.ts';
import { type Actor, scopeOf } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import { gapOf, lastDueRound, lineFigures, narrowed, roundAtHand, roundTimes } from '../../supply/index.ts';
import { arrivalRows, demandRows } from './demand-queries.ts';
import { forecastGap, zeroOf } from './forecast.ts';
import { supplyRows } from './supply-queries.ts';

type Input = z.output<NonNullable<(typeof gapRoutes)['getGap']['~orpc']['inputSchema']>>;

const HOURS = 72;

/** The gap of an item in an area (all that the reader sees): hour by hour behind us, and 72 hours ahead. */
export async function getGap(
  db: DbOrTx,
  actor: Actor,
  { item: code, area, days }: Input,
  now: Temporal.Instant,
): Promise<Gap> {
  const item = await getCatalogueItem(db, code);
  const areas = narrowed(scopeOf(actor, 'rounds.read').areas, area);
  const isVisible = ({ areaCode }: { areaCode: string }) => areas.some((each) => areaCode.startsWith(each));
  const times = await roundTimes(db);
  const running = lastDueRound(times, now);
  const lines = await lineFigures(db, { shown: roundAtHand(times, now), running }, now, item.code);
  const forecast = forecastGap({
    now: now.epochMilliseconds,
    supply: (await supplyRows(db, now, HOURS, item.code)).filter(isVisible),
    lines: lines.filter(isVisible),
    planned: { from: Date.parse(running.dueAt), until: Date.parse(running.nextAt) },
    demand: (await demandRows(db, item.code)).filter(isVisible),
    arrivals: (await arrivalRows(db, now, item.code)).filter(isVisible),
  });
  const history = await gapHistory(db, item.code, areas, now.subtract({ hours: 24 * days }), now);
  return {
    item: item.code,
    itemName: item.name,
    baseUnitName: item.baseUnitName,
    area: area ?? null,
    asOf: iso(now),
    history,
    forecast,
    zero: zeroOf(history, forecast),
  };
}

type HourRow = { areaCode: string; at: string; demand: number; supply: number; unknown: number };

/** Each district's figures hold until its next row; the sum changes wherever one of them does. */
async function gapHistory(
  db: DbOrTx,
  item: string,
  areas: readonly string[],
  from: Temporal.Instant,
  now: Temporal.Instant,
): Promise<GapPoint[]> {
  const like = areas.map((each) => `${each}%`);
  const { rows } = await sql<HourRow>`
    select area_code as "areaCode", at, demand, supply, unknown from (
      select * from (
        select distinct on (area_code) * from gap_hour
        where item_code = ${item} and at <= ${String(from)} and area_code like any(${like}::text[])
        order by area_code, at desc) earlier
      union all
      select * from gap_hour where item_code = ${item} and at > ${String(from)} and at <= ${String(now)}
        and area_code like any(${like}::text[])) hour
    order by at, area_code`.execute(db);
  return foldHours(rows, from.epochMilliseconds);
}

function foldHours(rows: readonly HourRow[], from: number): GapPoint[] {
  const standing = new Map<string, HourRow>();
  const points: GapPoint[] = [];
  for (const [index, row] of rows.entries()) {
    standing.set(row.areaCode, row);
    if (rows[index + 1]?.at === row.at || Date.parse(rows[index + 1]?.at ?? row.at) < from) continue;
    points.push(pointOf(new Date(Math.max(from, Date.parse(row.at))).toISOString(), [...standing.values()]));
  }
  return points;
}

function pointOf(at: string, rows: readonly HourRow[]): GapPoint {
  const sum = (of: (row: HourRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const exactly = (quantity: number, unknown: number) => ({ quantity, low: quantity, high: quantity, unknown });
  const demand = exactly(
    sum((row) => row.demand),
    sum((row) => row.unknown),
  );
  const supply = exactly(
    sum((row) => row.supply),
    0,
  );
  return { at, demand, supply, gap: gapOf(demand, supply) };
}
