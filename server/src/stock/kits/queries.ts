import type { Making } from '@baogong/contract';
import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';

export type SiteScope = { everywhere: boolean; areas: readonly string[]; own: readonly string[] };
export type SiteFilter = {
  organisation?: string | undefined;
  area?: string | undefined;
  /** Only those that use goods: a wholesaler's bottles are not made usable at its store. */
  users?: boolean;
};

/** How much of an item can be used at a site: numbered ones that are full or working and in date, or what the book says. */
export type UsableStock = {
  organisationId: string;
  organisationName: string;
  item: string;
  have: number;
  counted: 'register' | 'book';
};

/**
 * Usable stock of the items at the sites that have any of them. Where a site numbers its pieces of an item, the register
 * counts, since it knows which are full or working; elsewhere the book does.
 */
export async function usableStock(
  db: DbOrTx,
  items: readonly string[],
  today: string,
  scope: SiteScope,
  filter: SiteFilter = {},
): Promise<UsableStock[]> {
  const { rows } = await sql<UsableStock>`
    with site as (
      select organisation.id, organisation.name from organisation
      where (${scope.everywhere} or organisation.id = any(${scope.own}::uuid[])
             or area_code like any(${scope.areas.map((area) => `${area}%`)}::text[]))
        and ${filter.organisation === undefined ? sql`true` : sql`organisation.id = ${filter.organisation}`}
        and ${filter.area === undefined ? sql`true` : sql`area_code like ${`${filter.area}%`}`}
        and (asks or not ${filter.users ?? false})),
    numbered as (
      select place_id, item_code,
             count(*) filter (where state in ('full', 'working') and coalesce(inspect_by >= ${today}::date, true)) as have
      from asset where item_code = any(${items}::text[]) group by place_id, item_code),
    booked as (
      select place.organisation_id, item_code, sum(on_hand - reserved) as have
      from holding join place on place.id = place_id
      where item_code = any(${items}::text[]) and place.kind in ('site', 'store') group by place.organisation_id, item_code)
    select site.id as "organisationId", site.name as "organisationName",
           coalesce(numbered.item_code, booked.item_code) as item, coalesce(numbered.have, booked.have)::bigint as have,
           case when numbered.item_code is null then 'book' else 'register' end as counted
    from numbered full join booked on booked.organisation_id = numbered.place_id and booked.item_code = numbered.item_code
    join site on site.id = coalesce(numbered.place_id, booked.organisation_id)`.execute(db);
  return rows;
}

/** What fits at the sites, by site and item. */
export async function fittingsOf(
  db: DbOrTx,
  organisationIds: readonly string[],
): Promise<Map<string, Record<string, string>>> {
  const rows = await db
    .selectFrom('site_fitting')
    .select(['organisation_id', 'item_code', 'options'])
    .where('organisation_id', '=', (where) => where.fn.any(where.val(organisationIds)))
    .execute();
  return new Map(
    rows.map((row) => [`${row.organisation_id} ${row.item_code}`, row.options as unknown as Record<string, string>]),
  );
}

/** Writes it over what was there; gives its version, from 1. */
export async function saveFitting(
  tx: Tx,
  fitting: { organisationId: string; item: string; options: Record<string, string> },
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    insert into site_fitting (organisation_id, item_code, options)
    values (${fitting.organisationId}, ${fitting.item}, ${JSON.stringify(fitting.options)}::jsonb)
    on conflict (organisation_id, item_code) do update set options = excluded.options, version = site_fitting.version + 1
    returning version`.execute(tx);
  return rows[0]!.version;
}

export type MakingRow = Making & { areaCode: string };
export type MakingFilter = {
  item?: string | undefined;
  maker?: string | undefined;
  /** Each must be among what the maker can do; a parameter it does not name it does in any option. */
  wanted: Record<string, string>;
  limit: number;
};

/** Who can supply, make or print; the soonest first. */
export async function findMakings(db: DbOrTx, { item, maker, wanted, limit }: MakingFilter): Promise<MakingRow[]> {
  const { rows } = await sql<MakingRow>`
    select ${makingColumns} from ${makingTables}
    where ${maker === undefined ? sql`active` : sql`making.organisation_id = ${maker}`}
      and ${item === undefined ? sql`true` : sql`making.item_code = ${item}`}
      and not exists (
        select 1 from jsonb_each_text(${JSON.stringify(wanted)}::jsonb) asked
        where options -> asked.key is not null and not (options -> asked.key) ? asked.value)
    order by active desc, lead_hours, per_day desc, making.id limit ${limit}`.execute(db);
  return rows;
}

export async function findMaking(db: DbOrTx, id: string): Promise<MakingRow | undefined> {
  const { rows } = await sql<MakingRow>`select ${makingColumns} from ${makingTables} where making.id = ${id}`.execute(
    db,
  );
  return rows[0];
}

export async function lockMaking(tx: Tx, id: string): Promise<MakingRow | undefined> {
  await sql`select 1 from making where id = ${id} for update`.execute(tx);
  return findMaking(tx, id);
}

export type MakingFields = Pick<
  Making,
  'id' | 'item' | 'method' | 'lineId' | 'options' | 'perDay' | 'leadHours' | 'note' | 'active' | 'version'
> & { organisationId: string };

export async function saveMaking(tx: Tx, making: MakingFields): Promise<void> {
  await sql`
    insert into making (id, organisation_id, item_code, method, line_id, options, per_day, lead_hours, note, active, version)
    values (${making.id}, ${making.organisationId}, ${making.item}, ${making.method}, ${making.lineId}, ${JSON.stringify(making.options)}::jsonb,
            ${making.perDay}, ${making.leadHours}, ${making.note}, ${making.active}, ${making.version})
    on conflict (id) do update set line_id = excluded.line_id, options = excluded.options, per_day = excluded.per_day, lead_hours = excluded.lead_hours,
      note = excluded.note, active = excluded.active, version = excluded.version`.execute(tx);
}

const makingTables = sql`
  making join organisation on organisation.id = making.organisation_id join item on item.code = making.item_code`;

const makingColumns = sql`
  making.id, jsonb_build_object('id', organisation.id, 'name', organisation.name) as organisation, making.item_code as item,
  jsonb_build_object('zh', item.name_zh, 'en', item.name_en) as "itemName", method, line_id as "lineId", options, per_day as "perDay",
  lead_hours as "leadHours", note, active, making.version, organisation.area_code as "areaCode"`;
