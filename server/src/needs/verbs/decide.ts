import {
  actionsIn,
  type Kind,
  type NeedAction,
  needActions,
  type NeedLife,
  type NeedStatusCode,
  type Priority,
  type Subject,
  targetOf,
} from '@baogong/contract';
import type { Updateable } from 'kysely';
import { mayDo } from '@baogong/contract';
import { requireRight } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import type { DB } from '../../platform/db/generated.ts';
import type { Act } from '../../platform/http/context.ts';
import { recordFacts } from '../../platform/log/record.ts';
import { conflict, notFound } from '../../platform/refusal.ts';
import { suppliersOfNeeds } from '../../stock/index.ts';
import { kindOf } from '../kinds/index.ts';
import {
  type LineEntry,
  type LineRow,
  linesOf,
  lockNeed,
  type NeedRow,
  postEntries,
  updateNeed,
} from '../queries/need-rows.ts';
import { actionName, statusName } from '../names.ts';
import { dueAt, hurtsAt } from '../urgency.ts';
import { moveGoods } from './move-goods.ts';

/** A need under decision: its locked row, lines, kind, suppliers. */
export type Matter = { need: NeedRow; lines: LineRow[]; kind: Kind; subject: Subject };

/** What a decision changes besides the status. */
export type Effect = {
  set?: Updateable<DB['need']>;
  entries?: LineEntry[];
  details?: Record<string, unknown>;
  /** When it leads elsewhere than its rule says (an arrival that completes the need). */
  action?: NeedAction;
};

/**
 * Every decision on a need, the same way: lock, see that it is theirs and the version they saw, check the life, let the
 * verb work out its effect, record the fact, update the row. One transaction, given by the command.
 */
export async function decide(
  act: Act,
  input: { id: string; version: number },
  asked: NeedAction | ((need: NeedRow) => NeedAction),
  effect: (matter: Matter) => Effect | Promise<Effect>,
): Promise<void> {
  const matter = await openMatter(act, input.id);
  const action = typeof asked === 'function' ? asked(matter.need) : asked;
  requireRight(act.actor, needActions[action].right, matter.subject);
  requireVersion(matter.need, input.version);
  requireStep(matter.need, action);
  await applyEffect(act, matter, action, await effect(matter));
}

/** Locks the need and gathers what a decision looks at; one that the actor may not read is not found. */
export async function openMatter(act: Act, id: string): Promise<Matter> {
  const need = await lockNeed(act.tx, id);
  if (!need) throw notFound('需求', 'Need');
  const subject = await subjectOf(act.tx, need);
  if (act.actor.id !== 'system' && !mayDo(act.actor.posts, 'needs.read', subject)) throw notFound('需求', 'Need');
  const [lines, kind] = await Promise.all([linesOf(act.tx, [id]), kindOf(act.tx, need.kind_code, need.kind_version)]);
  return { need, lines, kind, subject };
}

export async function subjectOf(db: DbOrTx, need: NeedRow): Promise<Subject> {
  const suppliers = await suppliersOfNeeds(db, [need.id]);
  return { organisationId: need.organisation_id, areaCode: need.area_code, supplierIds: suppliers.get(need.id) ?? [] };
}

export function requireVersion(need: NeedRow, seen: number): void {
  if (need.version !== seen) throw conflict('stale-version', { field: 'version' });
}

/** Refuses a step that the life does not have here, and says which it has. */
export function requireStep(need: NeedRow, action: NeedAction): void {
  const status = need.status as NeedStatusCode;
  const life = need.life as NeedLife;
  if (targetOf(life, action, status)) return;
  const allowed = actionsIn(life, status);
  const list = (locale: 'zh' | 'en') =>
    allowed.map((each) => actionName(each)[locale]).join(locale === 'zh' ? '、' : ', ') || '—';
  throw conflict('action-not-possible', {
    allowed,
    params: { status: statusName(status), action: actionName(action), allowed: { zh: list('zh'), en: list('en') } },
  });
}

/** Records the fact, moves the line figures and the row. The step was checked. */
export async function applyEffect(act: Act, matter: Matter, asked: NeedAction, effect: Effect): Promise<void> {
  const { need } = matter;
  const action = effect.action ?? asked;
  const from = need.status as NeedStatusCode;
  const to = targetOf(need.life as NeedLife, action, from);
  if (!to) throw new Error(`${action} is no step from ${from}`);
  await writeStep(act, matter, {
    action,
    to,
    set: effect.set ?? {},
    entries: effect.entries ?? [],
    details: effect.details ?? {},
  });
}

export type Step = {
  action: string;
  to: string;
  set: Updateable<DB['need']>;
  entries: LineEntry[];
  details: Record<string, unknown>;
};

/** One version further: fact, entries, row. */
export async function writeStep(act: Act, matter: Matter, step: Step): Promise<void> {
  const { need, subject } = matter;
  const version = need.version + 1;
  const moved = step.to !== need.status;
  const supplierIds = step.details['supplierIds'] ?? subject.supplierIds;
  const set = { ...(moved ? onMove(act, matter, step.to) : {}), ...step.set };
  await recordFacts(act.tx, act.actor, act.actor.id === 'system' ? null : act.commandId, [
    {
      module: 'needs',
      action: step.action,
      subjectId: need.id,
      version,
      life: need.life,
      from: need.status,
      to: step.to,
      organisationId: need.organisation_id,
      areaCode: need.area_code,
      happenedAt: iso(act.now),
      details: { ...step.details, supplierIds, before: pick(need, Object.keys(set)) },
    },
  ]);
  await postEntries(act.tx, need.id, version, step.entries);
  await moveGoods(act, matter, step);
  await updateNeed(act.tx, need.id, { ...set, status: step.to, version });
  Object.assign(need, { ...set, status: step.to, version });
}

/** A new status starts its own clock and frees the claim. */
function onMove(act: Act, { need, kind }: Matter, to: string): Updateable<DB['need']> {
  const ended = ['closed', 'withdrawn', 'merged'].includes(to);
  const clock = { kind, priority: need.priority as Priority, status: to, since: act.now };
  const times = { neededBy: need.needed_by, runsDryAt: need.runs_dry_at };
  return {
    due_at: ended ? null : dueAt(clock),
    hurts_at: ended ? need.hurts_at : hurtsAt({ ...clock, ...times }),
    escalation: 0,
    claimed_by: null,
    claimed_by_name: null,
    claimed_until: null,
    ended_at: ended ? iso(act.now) : null,
  };
}

function pick(row: NeedRow, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, row[name as keyof NeedRow]]));
}
