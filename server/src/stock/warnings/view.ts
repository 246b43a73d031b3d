import {
  mayDo,
  rolesFor,
  roles,
  type Warning,
  type WarningAction,
  warningActions,
  warningActionsIn,
  type warnings as routes,
} from '@baogong/contract';
import type { z } from 'zod';
import { type Actor, requireRight, scopeOf } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import { isId, unknownCursor } from '../../platform/http/cursor.ts';
import { notFound } from '../../platform/refusal.ts';
import { problemText } from '@baogong/contract';
import { type Coming, findUnderWay, underWayOf } from '../shipments/under-way.ts';
import { isUndoable } from './decide.ts';
import { type LastStep, lastSteps } from './history.ts';
import { findWarningRecords, type WarningRecord } from './list-queries.ts';

type Input<Route extends keyof typeof routes> = z.output<NonNullable<(typeof routes)[Route]['~orpc']['inputSchema']>>;
type Offer = Warning['actions'][number];

/** A page of warnings that the actor may see. */
export async function listWarnings(db: DbOrTx, actor: Actor, input: Input<'listWarnings'>, now: Temporal.Instant) {
  const { after, limit, ...filter } = input;
  const scope = scopeOf(actor, 'warnings.read');
  const found = await findWarningRecords(
    db,
    { ...filter, scope, after: readCursor(after), limit: limit + 1 },
    iso(now),
  );
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return {
    rows: await viewAll(db, page, actor, now),
    next: last ? `${last.lamp}_${last.id}` : null,
  };
}

export async function getWarning(db: DbOrTx, actor: Actor, id: string, now: Temporal.Instant): Promise<Warning> {
  const [found] = await findWarningRecords(db, { ids: [id], limit: 1 }, iso(now));
  if (!found) throw notFound('预警', 'Warning');
  requireRight(actor, 'warnings.read', found);
  return (await viewAll(db, [found], actor, now))[0]!;
}

async function viewAll(db: DbOrTx, records: readonly WarningRecord[], actor: Actor, now: Temporal.Instant) {
  const steps = await lastSteps(
    db,
    records.map(({ id }) => id),
  );
  const stockIds = records.flatMap(({ stockId, status }) => (stockId && status !== 'cleared' ? [stockId] : []));
  const coming = await findUnderWay(db, stockIds, now);
  return records.map((record) => {
    const underWay = record.stockId === null ? undefined : coming.get(record.stockId);
    return viewOf(record, underWay, actor, steps.get(record.id), now);
  });
}

function viewOf(
  record: WarningRecord,
  coming: Coming | undefined,
  actor: Actor,
  step: LastStep | undefined,
  now: Temporal.Instant,
): Warning {
  const { isKnown, dryEarly, dryMiddle, dryLate, takenBy: _takenBy, takenByName, takenAt, ...rest } = record;
  const { resupplyMinutes, supplierId, supplierName, metres, lampNow, ...kept } = rest;
  return {
    ...kept,
    lampNow: lampNow ?? record.lamp,
    underWay: coming ? underWayOf(coming) : null,
    emptyAt: isKnown ? { p10: dryEarly, p50: dryMiddle, p90: dryLate } : null,
    resupply: resupplyMinutes === null ? null : { minutes: resupplyMinutes, supplierId, supplierName, metres },
    takenBy: takenByName === null ? null : { name: takenByName, at: takenAt! },
    actions: [
      ...warningActionsIn(record.status).map((action) => offer(record, actor, action)),
      ...undo(step, actor, now),
    ],
  };
}

/** Shown even where it can't be used, with the reason. */
function offer(record: WarningRecord, actor: Actor, action: WarningAction): Offer {
  const { right } = warningActions[action];
  const { locale } = actor;
  if (!mayDo(actor.posts, right, record)) {
    const who = rolesFor(right).map((role) => roles[role][locale]);
    return { action, blocked: problemText('not-allowed', locale, { who: who.join(locale === 'zh' ? '、' : ', ') }) };
  }
  if (action !== 'ask') return { action, blocked: null };
  if (record.kind !== 'run-dry') return { action, blocked: problemText('warning-without-need', locale, {}) };
  return { action, blocked: record.needId === null ? null : problemText('warning-has-need', locale, {}) };
}

function undo(step: LastStep | undefined, actor: Actor, now: Temporal.Instant): Offer[] {
  return step && isUndoable(step, actor.id, now) ? [{ action: 'undo', blocked: null }] : [];
}

function readCursor(text: string | undefined): { lamp: string; id: string } | null {
  if (text === undefined) return null;
  const match = /^(red|yellow)_([0-9a-f-]{36})$/.exec(text);
  if (!match || !isId(match[2])) throw unknownCursor(text);
  return { lamp: match[1]!, id: match[2]! };
}
