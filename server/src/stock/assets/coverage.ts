import type { assets as routes, Coverage } from '@baogong/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../../platform/actor.ts';
import type { DbOrTx } from '../../platform/db/database.ts';

type Input = z.output<NonNullable<(typeof routes)['coverage']['~orpc']['inputSchema']>>;
type Row = Omit<Coverage['rows'][number], 'covered' | 'missing'>;

/** Centres beyond so many are not read: a city has some hundreds. */
const MAXIMUM = 2000;

/**
 * Community centres and the concentrators that work there: numbered ones from the register, others from the book of goods.
 * A centre that numbers its machines is counted by the register alone, since both would count the same machine twice.
 */
export async function concentratorCoverage(db: DbOrTx, actor: Actor, { area, goal }: Input): Promise<Coverage> {
  const found = await readCentres(db, scopeOf(actor, 'assets.read'), area);
  const rows = found.map((row) => {
    const usable = row.working + row.counted;
    return { ...row, covered: usable >= goal, missing: Math.max(0, goal - usable) };
  });
  return {
    goal,
    centres: rows.length,
    covered: rows.filter(({ covered }) => covered).length,
    devices: rows.reduce((sum, { working, counted }) => sum + working + counted, 0),
    rows: rows.toSorted((left, right) => right.missing - left.missing),
  };
}

async function readCentres(
  db: DbOrTx,
  { everywhere, areas, own }: ReturnType<typeof scopeOf>,
  area: string | undefined,
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with centre as (
      select organisation.id, organisation.name, area.name as area_name
      from organisation join area on area.code = area_code
      where organisation.kind = 'community-centre'
        and (${everywhere} or organisation.id = any(${own}::uuid[])
             or area_code like any(${areas.map((each) => `${each}%`)}::text[]))
        and ${area === undefined ? sql`true` : sql`area_code like ${`${area}%`}`}
      order by organisation.id limit ${MAXIMUM}),
    numbered as (
      select place_id, count(*) filter (where state = 'working') as working, count(*) filter (where state = 'faulty') as faulty
      from asset where kind = 'concentrator' and place_id in (select id from centre) group by place_id),
    counted as (
      select place_id, sum(on_hand) as on_hand from holding join item on item.code = item_code
      where serial_kind = 'concentrator' and place_id in (select id from centre) group by place_id)
    select jsonb_build_object('id', centre.id, 'name', centre.name) as organisation, area_name as "areaName",
           coalesce(working, 0) as working, coalesce(faulty, 0) as faulty,
           case when numbered.place_id is null then coalesce(on_hand, 0) else 0 end::bigint as counted
    from centre left join numbered on numbered.place_id = centre.id left join counted on counted.place_id = centre.id
    order by centre.id`.execute(db);
  return rows;
}
