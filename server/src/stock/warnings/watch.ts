import { newId, type WarningLamp } from '@baogong/contract';
import { systemActor } from '../../platform/actor.ts';
import { iso, minutesAfter } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Act } from '../../platform/http/context.ts';
import { type Difference, differences, noteBetter, takeTurn } from './look.ts';
import { refreshResupply } from './resupply.ts';
import { lockWarnings, type NewWarning, type WarningRow } from './rows.ts';
import { raise, writeStep } from './step.ts';

const AT_ONCE = 500;
/** A yellow one may wait so many times longer for somebody. */
const YELLOW_TIMES = 2;

/**
 * Brings warnings in line with the lamps of stocks: raised, worse, better, cleared. What is written follows from the state
 * alone, so it may be run again, by anybody, at any time. Returns how many facts it made.
 */
export async function watchStocks(db: Db, now: Temporal.Instant): Promise<number> {
  await refreshResupply(db, now);
  return db.transaction().execute(async (tx) => {
    if (!(await takeTurn(tx))) return 0;
    const act: Act = { tx, actor: systemActor, now, commandId: newId() };
    const found = await differences(tx, iso(now), AT_ONCE);
    const fresh = found.filter(({ warningId }) => warningId === null);
    const raised = await raise(
      act,
      fresh.map((each) => newWarning(each, now)),
    );
    return raised + (await followLamps(act, found));
  });
}

/** A warning that nobody has yet: due soon, and with a need to come when its rule says so. */
export function dueTimes(
  lamp: WarningLamp,
  rule: { takeMinutes: number; needMinutes: number | null },
  now: Temporal.Instant,
): { due_at: string; need_due_at: string | null } {
  const opensNeed = lamp === 'red' && rule.needMinutes !== null;
  return {
    due_at: minutesAfter(now, rule.takeMinutes * (lamp === 'red' ? 1 : YELLOW_TIMES)),
    need_due_at: opensNeed ? minutesAfter(now, rule.needMinutes!) : null,
  };
}

function newWarning(found: Difference, now: Temporal.Instant): NewWarning {
  const lamp = found.lamp as WarningLamp;
  return {
    id: newId(now.epochMilliseconds),
    kind: 'run-dry',
    lamp,
    organisation_id: found.organisationId,
    area_code: found.areaCode,
    item_code: found.item,
    stock_id: found.stockId,
    rule_scope: found.ruleScope,
    details: figuresOf(found),
    raised_at: iso(now),
    lamp_since: iso(now),
    ...dueTimes(lamp, found, now),
  };
}

/** What the forecast said when this was decided: the answer to "why did it warn?" months later. */
function figuresOf(found: Difference): Record<string, unknown> {
  return {
    emptyAt: { p10: found.dryEarly, p50: found.dryMiddle, p90: found.dryLate },
    stock: found.stock,
    usePerHour: found.usePerHour,
    confidence: found.confidence,
    resupplyMinutes: found.resupplyMinutes,
    supplierId: found.supplierId,
  };
}

async function followLamps(act: Act, found: readonly Difference[]): Promise<number> {
  const byWarning = new Map(found.flatMap((each) => (each.warningId ? [[each.warningId, each] as const] : [])));
  const rows = await lockWarnings(act.tx, [...byWarning.keys()], true);
  const since: string[] = [];
  const noLonger: string[] = [];
  let facts = 0;
  for (const row of rows) {
    const each = byWarning.get(row.id)!;
    if (row.status === 'cleared') continue;
    const step = stepFor(row, each);
    if (step === 'note') since.push(row.id);
    else if (step === 'forget') noLonger.push(row.id);
    else if (step) facts += await take(act, row, each, step);
  }
  await noteBetter(act.tx, since, iso(act.now));
  await noteBetter(act.tx, noLonger, null);
  return facts;
}

type Step = 'worsen' | 'ease' | 'clear' | 'note' | 'forget';

/** What the lamp of this moment makes of a warning. */
export function stepFor(row: Pick<WarningRow, 'lamp' | 'betterSince'>, { lamp, isOver }: Difference): Step | null {
  if (row.lamp === 'yellow' && lamp === 'red') return 'worsen';
  const isBetter = lamp === 'green' || (lamp === 'yellow' && row.lamp === 'red');
  if (!isBetter) return row.betterSince === null ? null : 'forget';
  if (!isOver) return row.betterSince === null ? 'note' : null;
  return lamp === 'green' ? 'clear' : 'ease';
}

async function take(act: Act, row: WarningRow, found: Difference, step: 'worsen' | 'ease' | 'clear'): Promise<number> {
  const at = iso(act.now);
  const details = figuresOf(found);
  if (step === 'clear') {
    const because = found.isDelivered ? 'delivery' : 'green';
    const over = { due_at: null, need_due_at: null, cleared_at: at, cleared_because: because };
    await writeStep(act, row, 'clear', over, { because, ...details });
    return 1;
  }
  const lamp = step === 'worsen' ? 'red' : 'yellow';
  const times = dueTimes(lamp, row, act.now);
  const waits = row.status === 'raised';
  const set = {
    lamp,
    lamp_since: at,
    better_since: null,
    due_at: waits ? times.due_at : minutesAfter(act.now, row.climbMinutes),
    need_due_at: waits && row.needId === null ? times.need_due_at : null,
  } as const;
  await writeStep(act, row, step, set, details);
  return 1;
}
