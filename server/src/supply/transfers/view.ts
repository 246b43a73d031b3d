import {
  type Action,
  mayDo,
  roles,
  rolesFor,
  type Subject,
  type Transfer,
  type TransferAction,
  transferActionsIn,
  type transfers as routes,
} from '@baogong/contract';
import type { z } from 'zod';
import { type Actor, requireRight, scopeOf } from '../../platform/actor.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import { unknownCursor } from '../../platform/http/cursor.ts';
import { conflict, forbidden, notFound, type Refusal } from '../../platform/refusal.ts';
import { isOver, overRefusal } from './expiry.ts';
import { findTransfer, findTransfers, type TransferRecord } from './queries.ts';

type Input = z.output<NonNullable<(typeof routes)['listTransfers']['~orpc']['inputSchema']>>;

export async function listTransfers(db: DbOrTx, actor: Actor, input: Input, now: Temporal.Instant) {
  const { after, limit, ...filter } = input;
  const scope = scopeOf(actor, 'transfers.read');
  const found = await findTransfers(db, { ...filter, scope, after: numberCursor(after), limit: limit + 1 });
  const rows = found.slice(0, limit);
  return {
    rows: rows.map((row) => viewOf(row, actor, now)),
    next: found.length > limit ? (rows.at(-1)?.number.slice(1) ?? null) : null,
  };
}

function numberCursor(text: string | undefined): string | undefined {
  if (text === undefined || /^\d{1,15}$/.test(text)) return text;
  throw unknownCursor(text);
}

export async function getTransfer(db: DbOrTx, actor: Actor, id: string, now: Temporal.Instant): Promise<Transfer> {
  const found = await findTransfer(db, id);
  if (!found) throw notFound('调拨', 'Transfer');
  if (!mayDo(actor.posts, 'transfers.read', senderOf(found))) requireRight(actor, 'transfers.read', receiverOf(found));
  return viewOf(found, actor, now);
}

export function viewOf(record: TransferRecord, actor: Actor, now: Temporal.Instant): Transfer {
  return {
    ...record,
    lines: record.lines.map(({ reservationId: _reservationId, expiredReason: _expiredReason, ...line }) => line),
    actions: transferActionsIn(record.status).map((action) => ({
      action,
      blocked: refusalOf(record, actor, action, now)?.text(actor.locale) ?? null,
    })),
  };
}

/** Shown even where it can't be done, with the reason. */
function refusalOf(
  record: TransferRecord,
  actor: Actor,
  action: TransferAction,
  now: Temporal.Instant,
): Refusal | null {
  const may = (right: Action, subject: Subject) => mayDo(actor.posts, right, subject);
  const sends = may('transfers.offer', senderOf(record));
  const receives = may('transfers.receive', receiverOf(record));
  const nothingHeld = record.lines.every(({ held }) => held === 0);
  if (action === 'send' && !sends) return notAllowed('transfers.offer');
  if (action === 'confirm' && !receives) return notAllowed('transfers.receive');
  if (!sends && !receives) return notAllowed('transfers.offer');
  if (action === 'correct' && record.lines.every(({ sent }) => sent === 0)) return conflict('nothing-sent');
  if ((action === 'send' || action === 'release') && nothingHeld) return conflict('nothing-held');
  return action === 'send' && isOver(record, now) ? overRefusal(record) : null;
}

function notAllowed(right: Action): Refusal {
  const holders = rolesFor(right).map((role) => roles[role]);
  const who = { zh: holders.map(({ zh }) => zh).join('、'), en: holders.map(({ en }) => en).join(', ') };
  return forbidden('not-allowed', { params: { who } });
}

function senderOf({ from }: TransferRecord): Subject {
  return { organisationId: from.organisationId, areaCode: from.areaCode };
}

function receiverOf({ to }: TransferRecord): Subject {
  return { organisationId: to.id, areaCode: to.areaCode };
}
