import type { Bilingual } from '@baogong/contract';
import { sql } from 'kysely';
import type { scopeOf } from '../../../platform/actor.ts';
import type { DbOrTx } from '../../../platform/db/database.ts';

/** Medians of three pasts, from the narrowest: same hour of the week, same hour of the day, all. */
type Pasts<Value> = { week: Value; day: Value; all: Value };

/** The newest quote of one source with the medians of its last 14 days. Prices in fen for one unit, volumes in units. */
export type QuoteRecord = {
  item: string;
  itemName: Bilingual;
  unitName: Bilingual;
  areaCode: string;
  areaName: string;
  source: string;
  at: string;
  price: number;
  sold: number | null;
  onHand: number | null;
  counts: Pasts<number>;
  usualPrice: Pasts<number | null>;
  usualSold: Pasts<number | null>;
  usualOnHand: Pasts<number | null>;
  rule: {
    priceYellow: number;
    priceRed: number;
    soldYellow: number;
    soldRed: number;
    stockYellow: number;
    stockRed: number;
  };
};

export type LightFilter = {
  scope?: ReturnType<typeof scopeOf>;
  area?: string | undefined;
  item?: string | undefined;
  now: string;
};

const DAYS = 14;
const MOST = 2000;

/** What each source said last, no older than 14 days, against its own past. An hour's neighbours count as the same hour. */
export async function findQuoteRecords(db: DbOrTx, filter: LightFilter): Promise<QuoteRecord[]> {
  const { scope, area, item, now } = filter;
  const seen =
    scope && !scope.everywhere ? sql`area_code like any(${scope.areas.map((each) => `${each}%`)}::text[])` : sql`true`;
  const { rows } = await sql<QuoteRecord>`
    with newest as (
      select distinct on (item_code, area_code, source) staple_quote.* from staple_quote
      where at > ${now}::timestamptz - make_interval(days => ${DAYS}) and at <= ${now}::timestamptz + interval '10 minutes' and ${seen}
        and ${area ? sql`area_code like ${`${area}%`}` : sql`true`} and ${item ? sql`item_code = ${item}` : sql`true`}
      order by item_code, area_code, source, at desc limit ${MOST}),
    past as (
      select newest.id, quote.price_fen::float8 * newest.per / quote.per as price, quote.sold::float8 / newest.per as sold,
             quote.on_hand::float8 / newest.per as on_hand, hours.apart <= 1 and hours.days >= 1 as same_hour,
             hours.apart <= 1 and hours.days >= 1 and mod(hours.days, 7) = 0 as same_week
      from newest join staple_quote quote on quote.item_code = newest.item_code and quote.area_code = newest.area_code
        and quote.source = newest.source and quote.at < newest.at
        and quote.at >= newest.at - make_interval(days => ${DAYS}, hours => 1)
      cross join lateral (
        select abs(gone.hours - 24 * round(gone.hours / 24)) as apart, round(gone.hours / 24)::integer as days
        from (select extract(epoch from newest.at - quote.at) / 3600 as hours) gone) hours),
    usual as (
      select id,
        jsonb_build_object('week', count(*) filter (where same_week), 'day', count(*) filter (where same_hour), 'all', count(*)) as counts,
        ${medians('price')} as price, ${medians('sold')} as sold, ${medians('on_hand')} as on_hand
      from past group by id)
    select newest.item_code as item, jsonb_build_object('zh', item.name_zh, 'en', item.name_en) as "itemName",
           jsonb_build_object('zh', unit.name_zh, 'en', unit.name_en) as "unitName", newest.area_code as "areaCode",
           area.name as "areaName", newest.source, newest.at, newest.price_fen::float8 as price,
           newest.sold::float8 / newest.per as sold, newest.on_hand::float8 / newest.per as "onHand",
           coalesce(usual.counts, '{"week": 0, "day": 0, "all": 0}') as counts,
           coalesce(usual.price, '{}') as "usualPrice", coalesce(usual.sold, '{}') as "usualSold",
           coalesce(usual.on_hand, '{}') as "usualOnHand",
           jsonb_build_object('priceYellow', price_yellow, 'priceRed', price_red, 'soldYellow', sold_yellow, 'soldRed', sold_red,
                              'stockYellow', stock_yellow, 'stockRed', stock_red) as rule
    from newest left join usual on usual.id = newest.id
    join item on item.code = newest.item_code join unit on unit.code = newest.unit_code
    join area on area.code = newest.area_code
    join staple_rule on staple_rule.item = coalesce((select own.item from staple_rule own where own.item = newest.item_code), 'default')
    order by newest.item_code, newest.area_code, newest.source`.execute(db);
  return rows;
}

function medians(column: 'price' | 'sold' | 'on_hand') {
  const median = sql`percentile_cont(0.5) within group (order by ${sql.ref(column)})`;
  return sql`jsonb_build_object('week', ${median} filter (where same_week), 'day', ${median} filter (where same_hour),
    'all', ${median})`;
}

export type DayPoint = { at: string; priceFen: number; sold: number | null };

const POINTS = 60;

/** The last 14 days of one source, thinned evenly. */
export async function findDays(
  db: DbOrTx,
  keys: readonly { item: string; areaCode: string; source: string }[],
  now: string,
): Promise<Map<string, DayPoint[]>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<DayPoint & { item: string; areaCode: string }>`
    select item_code as item, area_code as "areaCode", at, price as "priceFen", sold
    from (select quote.item_code, quote.area_code, quote.at, quote.price_fen::float8 as price, quote.sold::float8 / quote.per as sold,
                 row_number() over whole as number, count(*) over (partition by quote.item_code, quote.area_code) as among
          from unnest(${keys.map(({ item }) => item)}::text[], ${keys.map(({ areaCode }) => areaCode)}::text[],
                      ${keys.map(({ source }) => source)}::text[]) as wanted (item, area, source)
          join staple_quote quote on quote.item_code = wanted.item and quote.area_code = wanted.area and quote.source = wanted.source
          where quote.at > ${now}::timestamptz - make_interval(days => ${DAYS})
          window whole as (partition by quote.item_code, quote.area_code order by quote.at desc)) numbered
    where mod(number - 1, greatest(1, ceil(among / ${POINTS}::float8)::bigint)) = 0
    order by item_code, area_code, at`.execute(db);
  return Map.groupBy(rows, ({ item, areaCode }) => `${item} ${areaCode}`);
}
