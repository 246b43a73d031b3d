import type { WarningRule, warnings as routes } from '@baogong/contract';
import type { z } from 'zod';
import { requireRight } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import type { Act } from '../../platform/http/context.ts';
import { recordFacts } from '../../platform/log/record.ts';
import { conflict, invalid, notFound } from '../../platform/refusal.ts';
import { stableId } from '../../platform/stable-id.ts';
import { nextVersion } from '../../platform/log/record.ts';

type Input<Route extends keyof typeof routes> = z.output<NonNullable<(typeof routes)[Route]['~orpc']['inputSchema']>>;

/** Thresholds by class, life-critical first. */
export async function listRules(db: DbOrTx): Promise<WarningRule[]> {
  const rows = await db.selectFrom('warning_rule').selectAll().orderBy('scope').execute();
  const rules = rows.map((row) => ruleOf(row));
  return rules.toSorted(
    (left, right) => Number(right.scope === 'life-critical') - Number(left.scope === 'life-critical'),
  );
}

/** Changes thresholds; lamps follow within a second, and warnings with them. */
export async function reviseRule(act: Act, input: Input<'reviseWarningRule'>): Promise<WarningRule> {
  requireRight(act.actor, 'warnings.rules');
  const before = await act.tx
    .selectFrom('warning_rule')
    .selectAll()
    .where('scope', '=', input.scope)
    .forUpdate()
    .executeTakeFirst();
  if (!before) throw notFound('这类预警规则', 'Rule of this class');
  if (before.version !== input.version) throw conflict('stale-version', { field: 'version' });
  if (input.yellowPercent < input.redPercent) throw invalid('warning-thresholds', { field: 'yellowPercent' });
  const after = {
    by: input.by,
    red_percent: input.redPercent,
    yellow_percent: input.yellowPercent,
    travel_minutes: input.travelMinutes,
    loading_minutes: input.loadingMinutes,
    speed_km_per_hour: input.speedKmPerHour,
    detour_percent: input.detourPercent,
    hold_minutes: input.holdMinutes,
    need_minutes: input.needMinutes,
    take_minutes: input.takeMinutes,
    climb_minutes: input.climbMinutes,
    quiet_minutes: input.quietMinutes,
    version: input.version + 1,
  };
  await act.tx.updateTable('warning_rule').set(after).where('scope', '=', input.scope).execute();
  const subjectId = stableId('warning-rule', input.scope);
  const details = { rule: input.scope, before: ruleOf(before), after: ruleOf({ ...before, ...after }) };
  await recordFacts(act.tx, act.actor, act.commandId, [
    {
      module: 'warning-rules',
      action: 'revise',
      subjectId,
      version: await nextVersion(act.tx, subjectId),
      happenedAt: iso(act.now),
      details,
    },
  ]);
  return details.after;
}

type Row = {
  scope: string;
  by: string;
  red_percent: number;
  yellow_percent: number;
  travel_minutes: number;
  loading_minutes: number;
  speed_km_per_hour: number;
  detour_percent: number;
  hold_minutes: number;
  need_minutes: number | null;
  take_minutes: number;
  climb_minutes: number;
  quiet_minutes: number;
  version: number;
};

function ruleOf(row: Row): WarningRule {
  return {
    scope: row.scope as WarningRule['scope'],
    by: row.by as WarningRule['by'],
    redPercent: row.red_percent,
    yellowPercent: row.yellow_percent,
    travelMinutes: row.travel_minutes,
    loadingMinutes: row.loading_minutes,
    speedKmPerHour: row.speed_km_per_hour,
    detourPercent: row.detour_percent,
    holdMinutes: row.hold_minutes,
    needMinutes: row.need_minutes,
    takeMinutes: row.take_minutes,
    climbMinutes: row.climb_minutes,
    quietMinutes: row.quiet_minutes,
    version: row.version,
  };
}
