import { newId } from '@baogong/contract';
import { sql } from 'kysely';
import { type Actor, systemActor } from '../../platform/actor.ts';
import { iso, minutesAfter } from '../../platform/clock.ts';
import type { Db, DbOrTx, Tx } from '../../platform/db/database.ts';
import { findUnderWay } from '../shipments/under-way.ts';
import { takeForNeed } from './decide.ts';
import { lockWarnings } from './rows.ts';
import { writeStep } from './step.ts';

/** The use may grow while goods are on the road. */
const LOOK_AGAIN_MINUTES = 10;

/** A warning whose time for a need has come. Base units, hours. */
export type NeedWanted = {
  warningId: string;
  organisationId: string;
  areaCode: string;
  item: string;
  lifeCritical: boolean;
  dryEarly: string | null;
  dryMiddle: string | null;
  /** The upper end of the forecast: the need has to do in nine of ten cases. */
  usePerHour: number | null;
  stock: number | null;
  deadStock: number;
  capacity: number | null;
  /** On its way and expected, by time; at: milliseconds since 1970. */
  coming: { at: number; quantity: number }[];
  /** Somebody asks for the need, whatever the figures say. */
  isAsked: boolean;
  supplierName: string | null;
  resupplyMinutes: number;
  version: number;
};

export async function needsWanted(db: DbOrTx, now: Temporal.Instant, limit: number): Promise<NeedWanted[]> {
  const { rows } = await sql<Omit<NeedWanted, 'coming'> & { stockId: string }>`
    select warning.id as "warningId", warning.organisation_id as "organisationId", area_code as "areaCode",
           warning.item_code as item, life_critical as "lifeCritical", forecast.dry_early as "dryEarly",
           nullif(forecast.dry_at, 'infinity') as "dryMiddle", use_high as "usePerHour", stock_middle as stock,
           dead_stock as "deadStock", capacity, lamp.resupply_minutes as "resupplyMinutes", warning.version, warning.stock_id as "stockId",
           exists (select from event where subject_id = warning.id and event.version = warning.version and action = 'ask') as "isAsked",
           (select name from stock_resupply join organisation on organisation.id = supplier_id
            where stock_resupply.stock_id = warning.stock_id) as "supplierName"
    from warning join item on item.code = warning.item_code join warning_rule rule on rule.scope = warning.rule_scope
    join monitored_stock stock on stock.id = warning.stock_id join stock_forecast forecast on forecast.stock_id = stock.id
    join stock_lamp lamp on lamp.stock_id = stock.id
    where need_due_at <= ${iso(now)} and need_id is null and status <> 'cleared' order by need_due_at limit ${limit}`.execute(
    db,
  );
  const stockIds = rows.map(({ stockId }) => stockId);
  const underWay = await findUnderWay(db, stockIds, now);
  return rows.map(({ stockId, ...row }) => {
    const expected = underWay.get(stockId)?.expected ?? [];
    return { ...row, coming: expected.map(({ at, quantity }) => ({ at: at * 60_000, quantity })) };
  });
}

/** What is on its way will do: the need is thought of again when the first of it should be there, and before. No fact: nothing happened. */
export async function waitForArrival(
  db: DbOrTx,
  { warningId, coming }: Pick<NeedWanted, 'warningId' | 'coming'>,
  now: Temporal.Instant,
): Promise<void> {
  const first = coming[0]?.at ?? Number.POSITIVE_INFINITY;
  const again = Math.min(first, now.add({ minutes: LOOK_AGAIN_MINUTES }).epochMilliseconds);
  await sql`
    update warning set need_due_at = ${iso(Temporal.Instant.fromEpochMilliseconds(again))}
    where id = ${warningId} and need_id is null and need_due_at <= ${iso(now)}`.execute(db);
}

/** Ties the warning to the need that was opened for it, or that was open already. */
export async function linkNeed(
  db: Db,
  warningId: string,
  need: { id: string; number: string; opened: boolean },
  now: Temporal.Instant,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const [row] = await lockWarnings(tx, [warningId]);
    if (!row || row.status === 'cleared' || row.needId !== null) return;
    const act = { tx, actor: systemActor, now, commandId: newId() };
    const set = { need_id: need.id, need_number: need.number, need_due_at: null };
    await writeStep(act, row, 'link', set, { number: need.number, opened: need.opened });
  });
}

/** Whoever dispatches the need is on its warnings too. */
export async function takeByNeed(
  tx: Tx,
  needIds: readonly string[],
  actor: Actor,
  now: Temporal.Instant,
): Promise<void> {
  if (needIds.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    select id from warning where need_id = any(${[...needIds]}::uuid[]) and status = 'raised'`.execute(tx);
  for (const row of await lockWarnings(
    tx,
    rows.map(({ id }) => id),
  ))
    await takeForNeed({ tx, actor, now, commandId: newId() }, row);
}

/** The need is over: where its warning is still red after the time that a lamp must hold, another one may be opened. */
export async function needEnded(tx: Tx, needIds: readonly string[], now: Temporal.Instant): Promise<void> {
  if (needIds.length === 0) return;
  const { rows } = await sql<{ id: string; holdMinutes: number }>`
    select warning.id, hold_minutes as "holdMinutes" from warning join warning_rule rule on rule.scope = rule_scope
    where need_id = any(${[...needIds]}::uuid[]) and status <> 'cleared'`.execute(tx);
  const holds = new Map(rows.map(({ id, holdMinutes }) => [id, holdMinutes]));
  const act = { tx, actor: systemActor, now, commandId: newId() };
  for (const row of await lockWarnings(tx, [...holds.keys()])) {
    const again = row.lamp === 'red' && row.needMinutes !== null;
    const wait = Math.max(row.needMinutes ?? 0, holds.get(row.id)!);
    const set = { need_id: null, need_number: null, need_due_at: again ? minutesAfter(now, wait) : null };
    await writeStep(act, row, 'link', set, { ended: row.needId });
  }
}
