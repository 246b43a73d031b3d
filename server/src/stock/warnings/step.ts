import { type WarningAction, WARNING_LIFE, type WarningStatusCode, warningTarget } from '@baogong/contract';
import { iso } from '../../platform/clock.ts';
import type { Act } from '../../platform/http/context.ts';
import { type Fact, recordFacts } from '../../platform/log/record.ts';
import { insertWarnings, type NewWarning, updateWarning, type WarningChange, type WarningRow } from './rows.ts';

/** One version further: fact, then row. The row is locked and the step was checked. */
export async function writeStep(
  act: Act,
  row: WarningRow,
  action: WarningAction,
  set: WarningChange,
  details: Record<string, unknown> = {},
): Promise<void> {
  const to = warningTarget(action, row.status);
  if (!to) throw new Error(`${action} is no step from ${row.status}`);
  await writeMove(act, row, action, to, set, details);
}

/** The same for a step whose target is not its rule's: undo. */
export async function writeMove(
  act: Act,
  row: WarningRow,
  action: string,
  to: WarningStatusCode,
  set: WarningChange,
  details: Record<string, unknown>,
): Promise<void> {
  const version = row.version + 1;
  const { id, item, kind, lamp } = row;
  await recordFacts(act.tx, act.actor, act.actor.id === 'system' ? null : act.commandId, [
    {
      module: 'warnings',
      action,
      subjectId: id,
      version,
      life: WARNING_LIFE,
      from: row.status,
      to,
      organisationId: row.organisationId,
      areaCode: row.areaCode,
      happenedAt: iso(act.now),
      details: { kind, item, lamp: set.lamp ?? lamp, needId: set.need_id ?? row.needId, ...details },
    },
  ]);
  await updateWarning(act.tx, id, { ...set, status: to, version });
  Object.assign(row, { status: to, version });
}

/** Raises these, each with its fact; those that are open already stay as they are. Returns how many are new. */
export async function raise(act: Act, rows: readonly NewWarning[]): Promise<number> {
  const fresh = await insertWarnings(act.tx, rows);
  const facts = rows.filter(({ id }) => fresh.has(id)).map((row) => raiseFact(row));
  await recordFacts(act.tx, act.actor, null, facts);
  return facts.length;
}

function raiseFact(row: NewWarning): Fact {
  return {
    module: 'warnings',
    action: 'raise',
    subjectId: row.id,
    version: 1,
    life: WARNING_LIFE,
    to: 'raised',
    organisationId: row.organisation_id,
    areaCode: row.area_code,
    happenedAt: row.raised_at,
    details: { kind: row.kind, item: row.item_code, lamp: row.lamp, stockId: row.stock_id, ...row.details },
  };
}
