import { sql } from 'kysely';
import { distanceMetres } from '../../directory/index.ts';
import { iso } from '../../platform/clock.ts';
import type { Db, DbOrTx } from '../../platform/db/database.ts';

const AT_ONCE = 2000;
/** Only who runs dry within this time needs to know who could help. */
const WITHIN_HOURS = 72;
/** Stocks of suppliers come and go: who is nearest is looked up anew after so long. */
const FRESH_MINUTES = 10;

type Place = { longitude: number; latitude: number };
type Site = {
  stockId: string;
  organisationId: string;
  item: string;
  longitude: number | null;
  latitude: number | null;
  travelMinutes: number;
  speedKmPerHour: number;
  detourPercent: number;
};
export type Supplier = {
  id: string;
  item: string;
  hasSome: boolean;
  longitude: number | null;
  latitude: number | null;
};
export type Way = { supplierId: string | null; metres: number | null; travelMinutes: number };

/** Works out who could help soonest, for stocks that may need it and whose answer is missing or old. */
export async function refreshResupply(db: Db, now: Temporal.Instant): Promise<void> {
  const sites = await staleSites(db, now);
  if (sites.length === 0) return;
  const suppliers = Map.groupBy(await suppliersOf(db, [...new Set(sites.map(({ item }) => item))]), ({ item }) => item);
  const ways = sites.map((site) => ({ stockId: site.stockId, ...wayTo(site, suppliers.get(site.item) ?? []) }));
  await sql`
    insert into stock_resupply (stock_id, supplier_id, metres, travel_minutes, computed_at)
    select "stockId", "supplierId", metres, "travelMinutes", ${iso(now)}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(ways)}::jsonb) as way (
      "stockId" uuid, "supplierId" uuid, metres integer, "travelMinutes" integer)
    order by 1
    on conflict (stock_id) do update set supplier_id = excluded.supplier_id, metres = excluded.metres,
      travel_minutes = excluded.travel_minutes, computed_at = excluded.computed_at`.execute(db);
}

/**
 * The nearest supplier that has some of the item, else the nearest that deals in it; great circle × detour ÷ speed. Without
 * a known way: the rule's usual time.
 */
export function wayTo(site: Site, suppliers: readonly Supplier[]): Way {
  const others = suppliers.filter(({ id }) => id !== site.organisationId);
  const having = others.some(({ hasSome }) => hasSome) ? others.filter(({ hasSome }) => hasSome) : others;
  const unknown = { supplierId: having[0]?.id ?? null, metres: null, travelMinutes: site.travelMinutes };
  const here = placeOf(site);
  if (!here) return unknown;
  const nearest = having
    .flatMap((supplier) => {
      const there = placeOf(supplier);
      return there ? [{ id: supplier.id, metres: distanceMetres(there, here) }] : [];
    })
    .reduce<{ id: string; metres: number } | null>(
      (best, each) => (best && best.metres <= each.metres ? best : each),
      null,
    );
  if (!nearest) return unknown;
  const hours = (nearest.metres * site.detourPercent) / 100 / 1000 / site.speedKmPerHour;
  return { supplierId: nearest.id, metres: Math.round(nearest.metres), travelMinutes: Math.ceil(hours * 60) };
}

function placeOf({ longitude, latitude }: { longitude: number | null; latitude: number | null }): Place | null {
  return longitude === null || latitude === null ? null : { longitude, latitude };
}

/** Those that are wanting are found first, by forecasts alone: in most seconds there are none. */
async function staleSites(db: DbOrTx, now: Temporal.Instant): Promise<Site[]> {
  const { rows } = await sql<Site>`
    with stale as materialized (
      select forecast.stock_id from stock_forecast forecast
      left join stock_resupply known on known.stock_id = forecast.stock_id
        and known.computed_at between ${iso(now.subtract({ minutes: FRESH_MINUTES }))} and ${iso(now)}
      where is_known and dry_early < ${iso(now.add({ hours: WITHIN_HOURS }))} and known.stock_id is null
      limit ${AT_ONCE})
    select stock.id as "stockId", organisation.id as "organisationId", item_code as item, longitude, latitude,
           travel_minutes as "travelMinutes", speed_km_per_hour as "speedKmPerHour", detour_percent as "detourPercent"
    from stale join monitored_stock stock on stock.id = stale.stock_id
    join item on item.code = stock.item_code
    join warning_rule rule on rule.scope = case when item.life_critical then 'life-critical' else item.class end
    join organisation on organisation.id = stock.organisation_id`.execute(db);
  return rows;
}

async function suppliersOf(db: DbOrTx, items: readonly string[]): Promise<Supplier[]> {
  const { rows } = await sql<Supplier>`
    select organisation.id, item_code as item, bool_or(on_hand > reserved) as "hasSome", longitude, latitude
    from holding join place on place.id = holding.place_id and place.kind in ('store', 'offer')
    join organisation on organisation.id = place.organisation_id
    where item_code = any(${[...items]}::text[])
    group by organisation.id, item_code order by organisation.id`.execute(db);
  return rows;
}
