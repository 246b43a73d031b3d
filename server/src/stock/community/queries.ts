import type { RefillDay, ReorderRule } from '@baogong/contract';
import { type RawBuilder, sql } from 'kysely';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';

export type CommunityScope = { everywhere: boolean; areas: readonly string[]; own: readonly string[] };

export type NewRefill = {
  id: string;
  organisationId: string;
  bags: number;
  priceFen: number;
  insured: boolean;
  day: string;
  cylinderItem: string | null;
  cylindersUsed: number;
  actor: string;
  actorName: string;
  happenedAt: string;
};

export async function insertRefill(tx: Tx, refill: NewRefill): Promise<void> {
  await tx
    .insertInto('bag_refill')
    .values({
      id: refill.id,
      organisation_id: refill.organisationId,
      bags: refill.bags,
      price_fen: refill.priceFen,
      insured: refill.insured,
      day: refill.day,
      cylinder_item: refill.cylinderItem,
      cylinders_used: refill.cylindersUsed,
      actor: refill.actor,
      actor_name: refill.actorName,
      happened_at: refill.happenedAt,
    })
    .execute();
}

export type DayFilter = { area?: string | undefined; organisation?: string | undefined; from: string; days: number };
export type RefillDayRow = Omit<RefillDay, 'hoursLeast' | 'hoursMost'>;

/** Bags by centre and day, the latest day first. */
export async function findRefillDays(db: DbOrTx, scope: CommunityScope, filter: DayFilter): Promise<RefillDayRow[]> {
  const { rows } = await sql<RefillDayRow>`
    select jsonb_build_object('id', organisation.id, 'name', organisation.name) as organisation, day, sum(bags) as bags,
           coalesce(sum(bags) filter (where insured), 0) as insured, sum(bags::bigint * price_fen)::bigint as fen
    from bag_refill join organisation on organisation.id = organisation_id
    where day >= ${filter.from}::date and day < ${filter.from}::date + ${filter.days}::integer
      and ${within(scope)} and ${ofSite(filter)}
    group by organisation.id, day order by day desc, organisation.id limit 5000`.execute(db);
  return rows;
}

export type RuleRow = Omit<ReorderRule, 'have'> & { areaCode: string };

export async function findRules(
  db: DbOrTx,
  scope: CommunityScope,
  filter: { area?: string | undefined; organisation?: string | undefined },
): Promise<RuleRow[]> {
  return readRules(db, sql`${within(scope)} and ${ofSite(filter)}`);
}

export async function findRule(db: DbOrTx, id: string): Promise<RuleRow | undefined> {
  return (await readRules(db, sql`reorder_rule.id = ${id}`))[0];
}

export async function lockRule(tx: Tx, id: string): Promise<RuleRow | undefined> {
  await sql`select 1 from reorder_rule where id = ${id} for update`.execute(tx);
  return findRule(tx, id);
}

/** Active rules of these organisations, locked one after the other in the order of their ids. */
export async function lockRulesOf(tx: Tx, organisationIds: readonly string[]): Promise<RuleRow[]> {
  const { rows } = await sql<{ id: string }>`
    select id from reorder_rule where active and organisation_id = any(${organisationIds}::uuid[])
    order by id for update`.execute(tx);
  return rows.length === 0 ? [] : readRules(tx, sql`reorder_rule.id = any(${rows.map(({ id }) => id)}::uuid[])`);
}

export type RuleFields = {
  id: string;
  organisationId: string;
  item: string;
  threshold: number;
  quantity: number;
  supplierId: string | null;
  active: boolean;
  raisedAt: string | null;
  needId: string | null;
  version: number;
};

export async function saveRule(tx: Tx, rule: RuleFields): Promise<void> {
  await sql`
    insert into reorder_rule (id, organisation_id, item_code, threshold, quantity, supplier_id, active, raised_at, need_id, version)
    values (${rule.id}, ${rule.organisationId}, ${rule.item}, ${rule.threshold}, ${rule.quantity}, ${rule.supplierId}, ${rule.active},
            ${rule.raisedAt}, ${rule.needId}, ${rule.version})
    on conflict (id) do update set threshold = excluded.threshold, quantity = excluded.quantity, supplier_id = excluded.supplier_id,
      active = excluded.active, raised_at = excluded.raised_at, need_id = excluded.need_id, version = excluded.version`.execute(
    tx,
  );
}

/** Rules below their threshold for which nothing is ordered yet. */
export async function ordersToAsk(db: DbOrTx, limit: number): Promise<RuleRow[]> {
  return (await readRules(db, sql`active and raised_at is not null and need_id is null`)).slice(0, limit);
}

/** Ties the need that was opened to the rule that is still below its threshold. */
export async function linkReorderNeed(tx: DbOrTx, ruleId: string, needId: string): Promise<void> {
  await sql`update reorder_rule set need_id = ${needId} where id = ${ruleId} and raised_at is not null`.execute(tx);
}

async function readRules(db: DbOrTx, condition: RawBuilder<unknown>): Promise<RuleRow[]> {
  const { rows } = await sql<RuleRow>`
    select reorder_rule.id, jsonb_build_object('id', organisation.id, 'name', organisation.name) as organisation,
           reorder_rule.item_code as item, jsonb_build_object('zh', item.name_zh, 'en', item.name_en) as "itemName",
           jsonb_build_object('zh', unit.name_zh, 'en', unit.name_en) as unit, threshold, quantity,
           case when supplier.id is null then null
                else jsonb_build_object('id', supplier.id, 'name', supplier.name) end as supplier,
           active, raised_at as "raisedAt", need_id as "needId", reorder_rule.version, organisation.area_code as "areaCode"
    from reorder_rule join organisation on organisation.id = organisation_id
    join item on item.code = item_code join unit on unit.code = item.base_unit
    left join organisation supplier on supplier.id = supplier_id
    where ${condition} order by organisation.name, reorder_rule.item_code, reorder_rule.id limit 2000`.execute(db);
  return rows;
}

function within({ everywhere, areas, own }: CommunityScope): RawBuilder<unknown> {
  return sql`(${everywhere} or organisation.id = any(${own}::uuid[])
    or organisation.area_code like any(${areas.map((area) => `${area}%`)}::text[]))`;
}

function ofSite({ area, organisation }: { area?: string | undefined; organisation?: string | undefined }) {
  return sql`${area === undefined ? sql`true` : sql`organisation.area_code like ${`${area}%`}`}
    and ${organisation === undefined ? sql`true` : sql`organisation.id = ${organisation}`}`;
}
