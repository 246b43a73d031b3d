import type { Asset, AssetState, SerialKind } from '@baogong/contract';
import { type RawBuilder, sql } from 'kysely';
import type { DbOrTx } from '../../platform/db/database.ts';

export type AssetScope = { everywhere: boolean; areas: readonly string[]; own: readonly string[] };

export type AssetFilter = {
  query?: string | undefined;
  kind?: SerialKind | undefined;
  item?: string | undefined;
  state?: AssetState | undefined;
  organisation?: string | undefined;
  owner?: string | undefined;
  area?: string | undefined;
  due?: 'overdue' | 'soon' | undefined;
  loans?: 'all' | 'overdue' | undefined;
};

/** An asset as the register shows it, with where its last move left it and what a move needs. */
export type AssetRow = Omit<Asset, 'actions' | 'overdue'> & {
  placeId: string;
  placeAreaCode: string | null;
  ownerAreaCode: string;
  moveVersion: number;
};

/** Days ahead in which an inspection counts as due soon. */
const SOON_DAYS = 30;

export async function findAssets(
  db: DbOrTx,
  scope: AssetScope,
  filter: AssetFilter,
  page: { today: string; after?: string | undefined; limit: number },
): Promise<AssetRow[]> {
  const { rows } = await sql<AssetRow>`
    select ${assetColumns} from ${assetTables}
    where ${within(scope)} and ${matching(filter, page.today)}
      and ${page.after === undefined ? sql`true` : sql`asset.number > ${page.after}`}
    order by asset.number limit ${page.limit}`.execute(db);
  return rows;
}

export type AssetCounts = {
  states: { kind: SerialKind; state: AssetState; count: number }[];
  overdue: number;
  soon: number;
  onTheWay: number;
  lent: number;
  lentOverdue: number;
};

export async function countAssets(
  db: DbOrTx,
  scope: AssetScope,
  filter: AssetFilter,
  today: string,
): Promise<AssetCounts> {
  const { rows } = await sql<AssetCounts>`
    with chosen as (
      select asset.kind, asset.state, inspect_by, lent_by_id, due_on, place.kind as place_kind from ${assetTables}
      where ${within(scope)} and ${matching(filter, today)})
    select coalesce((select jsonb_agg(jsonb_build_object('kind', kind, 'state', state, 'count', count) order by kind, state)
                     from (select kind, state, count(*) from chosen group by kind, state) grouped), '[]') as states,
           count(*) filter (where ${isOverdue(sql`chosen`, today)}) as overdue,
           count(*) filter (where ${isSoon(sql`chosen`, today)}) as soon,
           count(*) filter (where place_kind = 'transit') as "onTheWay",
           count(*) filter (where lent_by_id is not null) as lent,
           count(*) filter (where due_on < ${today}::date) as "lentOverdue"
    from chosen`.execute(db);
  return rows[0]!;
}

export async function findAssetRow(db: DbOrTx, id: string, scope?: AssetScope): Promise<AssetRow | undefined> {
  const { rows } = await sql<AssetRow>`
    select ${assetColumns} from ${assetTables}
    where asset.id = ${id} and ${scope ? within(scope) : sql`true`}`.execute(db);
  return rows[0];
}

/** The asset that bears one of the numbers, or this code; the code of its own comes first. */
export async function findByCode(
  db: DbOrTx,
  code: string,
  numbers: readonly string[],
  scope?: AssetScope,
): Promise<AssetRow | undefined> {
  const { rows } = await sql<AssetRow>`
    select ${assetColumns} from ${assetTables}
    where (asset.code = ${code} or asset.number = any(${numbers}::text[])) and ${scope ? within(scope) : sql`true`}
    order by (asset.code = ${code}) is true desc, array_position(${numbers}::text[], asset.number) limit 1`.execute(db);
  return rows[0];
}

/** A place as it is shown: an organisation's own, on the way between two, or nowhere (lost, scrapped). */
export function placeJson(place: string, organisation: string, boundFor: string): RawBuilder<unknown> {
  const at = sql.table(place);
  const [whose, whither] = [sql.table(organisation), sql.table(boundFor)];
  return sql`jsonb_build_object(
    'kind', case when ${at}.is_edge then 'nowhere' when ${at}.kind = 'transit' then 'on-the-way' else 'site' end,
    'organisation', case when ${whose}.id is null then null else jsonb_build_object('id', ${whose}.id, 'name', ${whose}.name) end,
    'boundFor', case when ${whither}.id is null then null else jsonb_build_object('id', ${whither}.id, 'name', ${whither}.name) end)`;
}

function within({ everywhere, areas, own }: AssetScope): RawBuilder<unknown> {
  if (everywhere) return sql`true`;
  const prefixes = areas.map((area) => `${area}%`);
  return sql`(asset.owner_id = any(${own}::uuid[]) or place.organisation_id = any(${own}::uuid[])
    or asset.bound_for_id = any(${own}::uuid[]) or asset.lent_by_id = any(${own}::uuid[])
    or holder.area_code like any(${prefixes}::text[]) or owner.area_code like any(${prefixes}::text[]))`;
}

function matching(filter: AssetFilter, today: string): RawBuilder<unknown> {
  const { query, kind, item, state, organisation, owner, area, due, loans } = filter;
  const asset = sql`asset`;
  const conditions = [
    query
      ? sql`asset.number like ${`%${escapeLike(query.normalize('NFKC').toUpperCase().replaceAll(/\s+/gu, ''))}%`}`
      : undefined,
    kind && sql`asset.kind = ${kind}`,
    item && sql`asset.item_code = ${item}`,
    state && sql`asset.state = ${state}`,
    organisation && sql`place.organisation_id = ${organisation} and place.kind <> 'transit'`,
    owner && sql`asset.owner_id = ${owner}`,
    area && sql`coalesce(holder.area_code, owner.area_code) like ${`${area}%`}`,
    due === 'overdue' ? isOverdue(asset, today) : undefined,
    due === 'soon' ? isSoon(asset, today) : undefined,
    loans && sql`asset.lent_by_id is not null`,
    loans === 'overdue' ? sql`asset.due_on < ${today}::date` : undefined,
  ].filter((condition) => condition !== undefined);
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

function isOverdue(from: RawBuilder<unknown>, today: string): RawBuilder<unknown> {
  return sql`(${from}.inspect_by < ${today}::date and ${from}.state not in ('scrapped', 'lost'))`;
}

function isSoon(from: RawBuilder<unknown>, today: string): RawBuilder<unknown> {
  return sql`(${from}.inspect_by between ${today}::date and ${today}::date + ${SOON_DAYS}::integer
    and ${from}.state not in ('scrapped', 'lost'))`;
}

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
}

const assetTables = sql`
  asset join item on item.code = asset.item_code join place on place.id = asset.place_id
  join organisation owner on owner.id = asset.owner_id
  left join organisation holder on holder.id = place.organisation_id
  left join organisation bound on bound.id = asset.bound_for_id
  left join organisation lender on lender.id = asset.lent_by_id`;

const assetColumns = sql`
  asset.id, asset.number, asset.code, asset.item_code as item,
  jsonb_build_object('zh', item.name_zh, 'en', item.name_en) as "itemName", asset.kind,
  jsonb_build_object('id', owner.id, 'name', owner.name) as owner, asset.maker, asset.inspect_by as "inspectBy", asset.state,
  ${placeJson('place', 'holder', 'bound')} as place,
  case when lender.id is null then null else jsonb_build_object('id', lender.id, 'name', lender.name) end as "lentBy",
  asset.due_on as "dueOn", asset.repair_need_id as "repairNeedId", asset.moved_at as "movedAt", asset.version,
  asset.place_id as "placeId", holder.area_code as "placeAreaCode", owner.area_code as "ownerAreaCode",
  asset.move_version as "moveVersion"`;
