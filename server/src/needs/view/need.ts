import {
  type LineSource,
  mayDo,
  type Need,
  type Kind,
  needActions,
  type NeedAction,
  UNDO_SECONDS,
  type DeliverySummary,
} from '@baogong/contract';
import type { Actor } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { Db, DbOrTx } from '../../platform/db/database.ts';
import { notFound } from '../../platform/refusal.ts';
import { attachmentsOf, mergedFrom } from '../queries/extras.ts';
import { deliveriesOfNeeds } from '../queries/deliveries.ts';
import { historyOf, type StepRow } from '../queries/history.ts';
import { findNeedRow, linesOf } from '../queries/need-rows.ts';
import { referenceOf } from '../reference.ts';
import { subjectOf } from '../verbs/decide.ts';
import { isUndoable } from '../verbs/undo.ts';
import { numberOf } from '../collect/prepare.ts';
import { viewDeliveries } from './deliveries.ts';
import { heldFor } from './held.ts';
import { offersFor } from './offers.ts';
import { viewSummary } from './summary.ts';

type Viewer = {
  db: Db;
  actor: Actor;
  locale: 'zh' | 'en';
  now: Temporal.Instant;
  /** Who has just decided on the need sees the outcome, even when it is theirs to see no longer (a supplier's return). */
  decided?: boolean;
};

/** The whole need as this reader may see it. `read` is the open transaction when it was just changed. */
export async function viewNeed(
  { db, actor, locale, now, decided }: Viewer,
  id: string,
  read: DbOrTx = db,
): Promise<Need> {
  const row = await findNeedRow(read, id);
  const subject = row && (await subjectOf(read, row));
  if (!row || !(decided || mayDo(actor.posts, 'needs.read', subject))) throw notFound('需求', 'Need');
  const reference = referenceOf(db);
  const [items, lines, history, reservations, deliveryRows, attachments, merged, kind] = await Promise.all([
    reference.catalogue.items(),
    linesOf(read, [id]),
    historyOf(read, id),
    heldFor(read, id),
    deliveriesOfNeeds(read, [id]),
    attachmentsOf(read, id),
    mergedFrom(read, id),
    reference.kinds.find(row.kind_code, row.kind_version),
  ]);
  const summary = await viewSummary(reference, row, lines, items, now);
  const deliveries = await viewDeliveries(db, deliveryRows, read);
  const last = history.at(-1);
  const seesContacts = mayDo(actor.posts, 'needs.contacts', subject);
  return {
    ...summary,
    kindVersion: row.kind_version,
    form: maskForm(row.form as Record<string, unknown>, kind, seesContacts),
    contact: seesContacts ? row.contact : null,
    contactHidden: row.contact !== null && !seesContacts,
    description: row.description,
    enteredBy: row.entered_by_name,
    onBehalf: row.on_behalf,
    channel: row.channel,
    mergedInto: row.merged_into ? await linkTo(read, row.merged_into) : null,
    mergedFrom: merged.map((each) => ({
      id: each.id,
      number: numberOf(each.day, each.day_number),
      organisationName: each.name,
    })),
    closing: row.status === 'closed' ? { reason: row.close_reason, note: row.close_note, at: row.ended_at! } : null,
    sources: reservations.map((each) => ({
      ...each,
      delivered: landedOf(each.reservationId, deliveries),
    })) satisfies LineSource[],
    deliveries,
    history: history.map(viewStep),
    attachments,
    actions: offersFor({ need: row, lines, subject: subject!, actor, last, now, locale }),
    undoUntil: undoUntil(last, actor, now),
  };
}

/** Sensitive fields of the form are masked for whoever may not see contacts. */
function maskForm(
  form: Record<string, unknown>,
  kind: Kind | undefined,
  seesContacts: boolean,
): Record<string, unknown> {
  const hidden = new Set(
    seesContacts ? [] : kind?.fields.filter((field) => field.sensitive).map((field) => field.name),
  );
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, hidden.has(name) ? '•••' : value]));
}

async function linkTo(read: DbOrTx, id: string) {
  const row = (await findNeedRow(read, id))!;
  return { id, number: numberOf(row.day, row.day_number) };
}

function landedOf(
  reservationId: string,
  deliveries: readonly (DeliverySummary & { landed: Map<string, number> })[],
): number {
  return deliveries.reduce((sum, delivery) => sum + (delivery.landed.get(reservationId) ?? 0), 0);
}

/** A fact for readers: what only undo needs stays inside. */
function viewStep(step: StepRow): Need['history'][number] {
  const {
    before: _before,
    reservations: _reservations,
    released: _released,
    supplierIds: _supplierIds,
    ...details
  } = step.details;
  return {
    version: step.version,
    action: step.action,
    from: step.from_status,
    to: step.to_status,
    by: step.actor_name,
    onBehalf: step.on_behalf,
    happenedAt: step.happened_at,
    recordedAt: step.recorded_at,
    details,
  };
}

function undoUntil(last: StepRow | undefined, actor: Actor, now: Temporal.Instant): string | null {
  if (!last || !isUndoable(last, actor.id, now)) return null;
  const rule = needActions[last.action as NeedAction];
  const seconds = 'undoSeconds' in rule ? rule.undoSeconds : UNDO_SECONDS;
  return iso(Temporal.Instant.from(last.happened_at).add({ seconds }));
}
