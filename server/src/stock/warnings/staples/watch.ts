import { newId, type WarningLamp } from '@baogong/contract';
import { sql } from 'kysely';
import { systemActor } from '../../../platform/actor.ts';
import { iso, minutesAfter } from '../../../platform/clock.ts';
import type { Db, DbOrTx } from '../../../platform/db/database.ts';
import type { Act } from '../../../platform/http/context.ts';
import { noteBetter, takeTurn } from '../look.ts';
import { lockWarnings, ruleOf, type WarningRow } from '../rows.ts';
import { raise, writeStep } from '../step.ts';
import { dueTimes } from '../watch.ts';
import { type Light, lightsOf } from './lights.ts';

/** Warnings of staples follow their lights, as those of stocks do. Returns how many facts it made. */
export async function watchStaples(db: Db, now: Temporal.Instant): Promise<number> {
  return db.transaction().execute(async (tx) => {
    if (!(await takeTurn(tx))) return 0;
    const act: Act = { tx, actor: systemActor, now, commandId: newId() };
    const open = await openStapleWarnings(tx);
    const lights = await lightsOf(tx, { now: iso(now) });
    const quiet = await quietKeys(tx, iso(now));
    let facts = 0;
    for (const light of lights) {
      const warning = open.get(keyOf(light));
      if (warning) facts += await followLight(act, warning, light);
      else if (light.lamp === 'red' || (light.lamp === 'yellow' && !quiet.has(keyOf(light)))) {
        if (quiet.get(keyOf(light)) !== 'red') facts += await raiseFor(act, light, light.lamp);
      }
    }
    return facts;
  });
}

type OpenWarning = WarningRow & { holdMinutes: number };

async function raiseFor(act: Act, light: Light, lamp: WarningLamp): Promise<number> {
  const rule = await ruleOf(act.tx, light.item);
  const at = iso(act.now);
  const warning = {
    id: newId(act.now.epochMilliseconds),
    kind: 'staple',
    lamp,
    organisation_id: null,
    area_code: light.areaCode,
    item_code: light.item,
    stock_id: null,
    rule_scope: rule.scope,
    details: figuresOf(light),
    raised_at: at,
    lamp_since: at,
    ...dueTimes(lamp, { ...rule, needMinutes: null }, act.now),
  } as const;
  return raise(act, [warning]);
}

async function followLight(act: Act, row: OpenWarning, light: Light): Promise<number> {
  const at = iso(act.now);
  if (row.lamp === 'yellow' && light.lamp === 'red') {
    const due = minutesAfter(act.now, row.status === 'raised' ? row.takeMinutes : row.climbMinutes);
    const set = { lamp: 'red', lamp_since: at, better_since: null, due_at: due } as const;
    await writeStep(act, row, 'worsen', set, figuresOf(light));
    return 1;
  }
  const isBetter = light.lamp === 'green' || (light.lamp === 'yellow' && row.lamp === 'red');
  if (!isBetter || row.betterSince === null) {
    if (isBetter !== (row.betterSince !== null)) await noteBetter(act.tx, [row.id], isBetter ? at : null);
    return 0;
  }
  if (Date.parse(row.betterSince) + row.holdMinutes * 60_000 > act.now.epochMilliseconds) return 0;
  if (light.lamp === 'yellow') {
    await writeStep(act, row, 'ease', { lamp: 'yellow', lamp_since: at, better_since: null }, figuresOf(light));
    return 1;
  }
  const set = { due_at: null, cleared_at: at, cleared_because: 'green' };
  await writeStep(act, row, 'clear', set, { because: 'green', ...figuresOf(light) });
  return 1;
}

function figuresOf({ price, sold, onHand, source, basis }: Light): Record<string, unknown> {
  return { price, sold, onHand, source, basis };
}

function keyOf({ item, areaCode }: { item: string; areaCode: string }): string {
  return `${item} ${areaCode}`;
}

async function openStapleWarnings(tx: Act['tx']): Promise<Map<string, OpenWarning>> {
  const { rows } = await sql<{ id: string; holdMinutes: number }>`
    select warning.id, hold_minutes as "holdMinutes" from warning join warning_rule rule on rule.scope = rule_scope
    where kind = 'staple' and status <> 'cleared'`.execute(tx);
  const holds = new Map(rows.map(({ id, holdMinutes }) => [id, holdMinutes]));
  const locked = await lockWarnings(tx, [...holds.keys()], true);
  return new Map(locked.map((row) => [keyOf(row), { ...row, holdMinutes: holds.get(row.id)! }]));
}

/** What somebody answered a while ago, and how bad it was then. */
async function quietKeys(db: DbOrTx, now: string): Promise<Map<string, WarningLamp>> {
  const { rows } = await sql<{ item: string; areaCode: string; lamp: WarningLamp }>`
    select item_code as item, area_code as "areaCode", lamp from warning
    where kind = 'staple' and quiet_until > ${now} order by lamp = 'red'`.execute(db);
  return new Map(rows.map((row) => [keyOf(row), row.lamp]));
}
