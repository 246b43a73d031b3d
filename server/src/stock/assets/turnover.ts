import type { assets as routes, Turnover } from '@baogong/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../../platform/actor.ts';
import { cityDay, iso } from '../../platform/clock.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import type { AssetScope } from './queries.ts';

type Input = z.output<NonNullable<(typeof routes)['turnover']['~orpc']['inputSchema']>>;

/** How a fleet of cylinders goes round: fillings a day, days from one filling to the next, who stands idle where. */
export async function cylinderTurnover(
  db: DbOrTx,
  actor: Actor,
  now: Temporal.Instant,
  input: Input,
): Promise<Turnover> {
  const { days, idleDays } = input;
  const fleet = fleetOf(scopeOf(actor, 'assets.read'), input);
  const since = iso(now.subtract({ hours: 24 * days }));
  const idleSince = iso(now.subtract({ hours: 24 * idleDays }));
  const figures = await readFigures(db, fleet, since);
  return {
    days,
    fleet: figures.fleet,
    fills: figures.fills,
    roundsPerDay: rounded(figures.fills / days),
    meanRoundDays: figures.meanSeconds === null ? null : rounded(figures.meanSeconds / 86_400),
    perDay: filledDays(figures.perDay, now, days),
    idleDays,
    idle: await readIdle(db, fleet, idleSince, iso(now)),
  };
}

function fleetOf({ everywhere, areas, own }: AssetScope, { area, owner, item }: Input) {
  return sql`
    select asset.id, asset.state, asset.moved_at, place.organisation_id as holder_id
    from asset join place on place.id = asset.place_id
    join organisation owner on owner.id = asset.owner_id
    left join organisation holder on holder.id = place.organisation_id
    where asset.kind = 'cylinder' and asset.state not in ('lost', 'scrapped')
      and (${everywhere} or owner.id = any(${own}::uuid[]) or holder.id = any(${own}::uuid[])
           or coalesce(holder.area_code, owner.area_code) like any(${areas.map((each) => `${each}%`)}::text[]))
      and ${area === undefined ? sql`true` : sql`coalesce(holder.area_code, owner.area_code) like ${`${area}%`}`}
      and ${owner === undefined ? sql`true` : sql`owner.id = ${owner}`}
      and ${item === undefined ? sql`true` : sql`asset.item_code = ${item}`}`;
}

type Figures = {
  fleet: number;
  fills: number;
  meanSeconds: number | null;
  perDay: { day: string; fills: number }[];
};

/**
 * A round counts when it ends in the window: then its length is known, however long ago it began. A filling that was corrected
 * away never was.
 */
async function readFigures(db: DbOrTx, fleet: ReturnType<typeof fleetOf>, since: string): Promise<Figures> {
  const { rows } = await sql<Figures>`
    with fleet as (${fleet}),
    filled as (
      select asset_id, happened_at,
             happened_at - lag(happened_at) over (partition by asset_id order by version) as round
      from asset_move where action = 'fill' and asset_id in (select id from fleet)
        and not exists (
          select 1 from asset_move fix
          where fix.asset_id = asset_move.asset_id and fix.corrects_version = asset_move.version and fix.to_state <> 'full'))
    select (select count(*) from fleet) as fleet, count(*) as fills,
           extract(epoch from avg(round))::double precision as "meanSeconds",
           coalesce((select jsonb_agg(jsonb_build_object('day', day, 'fills', fills) order by day)
                     from (select (happened_at at time zone 'Asia/Shanghai')::date as day, count(*) as fills
                           from filled where happened_at > ${since} group by day) daily), '[]') as "perDay"
    from filled where happened_at > ${since}`.execute(db);
  return rows[0]!;
}

/** Where cylinders stand that nobody moved since, the most first. */
async function readIdle(
  db: DbOrTx,
  fleet: ReturnType<typeof fleetOf>,
  since: string,
  now: string,
): Promise<Turnover['idle']> {
  const { rows } = await sql<Turnover['idle'][number]>`
    with fleet as (${fleet})
    select case when organisation.id is null then null
                else jsonb_build_object('id', organisation.id, 'name', organisation.name) end as organisation,
           count(*) filter (where state = 'full') as full, count(*) filter (where state = 'empty') as empty,
           count(*) filter (where state = 'in-inspection') as inspection,
           max(extract(epoch from ${now}::timestamptz - moved_at) / 86400)::integer as "longestDays"
    from fleet left join organisation on organisation.id = holder_id
    where moved_at < ${since} group by organisation.id order by count(*) desc, organisation.id limit 50`.execute(db);
  return rows;
}

/** Each day of the window, those without a filling too. */
function filledDays(known: Figures['perDay'], now: Temporal.Instant, days: number): Figures['perDay'] {
  const fills = new Map(known.map((each) => [each.day, each.fills]));
  const today = Temporal.PlainDate.from(cityDay(now));
  return Array.from({ length: days }, (_, index) => {
    const day = today.subtract({ days: days - 1 - index }).toString();
    return { day, fills: fills.get(day) ?? 0 };
  });
}

const rounded = (value: number) => Math.round(value * 100) / 100;
