import { newId } from '@baogong/contract';
import { minutesAfter } from '../../platform/clock.ts';
import type { Act } from '../../platform/http/context.ts';
import { conflict, invalid } from '../../platform/refusal.ts';
import { suppliersOfNeeds } from '../../stock/index.ts';
import { holdSources } from '../../supply/index.ts';
import { type LineEntry, type LineRow, setApproved } from '../queries/need-rows.ts';
import { requireUnclaimed } from './claim.ts';
import { decide, type Effect, type Matter } from './decide.ts';

export type DispatchInput = {
  id: string;
  version: number;
  approvals: { lineId: string; quantity: number }[];
  sources: { lineId: string; sourceId: string; quantity: number }[];
  holdHours: number;
  assignee?: string | null | undefined;
  note?: string | null | undefined;
};

/**
 * Approves quantities and holds the chosen sources for the need, all or nothing; for kinds without goods it names who does
 * it. On a need already dispatched it adds sources.
 */
export async function dispatchNeed(act: Act, input: DispatchInput): Promise<void> {
  await decide(
    act,
    input,
    (need) => (need.status === 'dispatched' ? 'add-sources' : 'dispatch'),
    (matter) => {
      requireUnclaimed(act, matter.need);
      return matter.kind.life === 'supply' ? dispatchGoods(act, matter, input) : dispatchService(input);
    },
  );
}

/** What of a line is already spoken for: held, under way, or there and not sent back, or given up. */
export function committed(line: LineRow): number {
  return line.reserved + line.in_transit + line.delivered - line.rejected + line.waived;
}

async function dispatchGoods(act: Act, { need, lines }: Matter, input: DispatchInput): Promise<Effect> {
  const assignee = input.assignee || need.assignee;
  if (input.sources.length === 0 && !assignee) throw invalid('sources-needed', { field: 'sources' });
  requireKnownLines(lines, input);
  const approvals = lines.map((line, index) => approve(line, index, input));
  for (const { line, quantity } of approvals)
    if (line.approved !== quantity) await setApproved(act.tx, line.id, quantity);
  const reservations = await holdForNeed(act, need.id, input);
  return {
    set: { assignee: assignee ?? null },
    entries: reservations.map(
      (each): LineEntry => ({
        lineId: each.needLineId,
        kind: 'reserve',
        quantity: each.quantity,
        reservationId: each.reservationId,
      }),
    ),
    details: {
      approved: approvals.map(({ line, quantity }) => ({ lineId: line.id, quantity, before: line.approved })),
      reservations: reservations.map(({ reservationId, needLineId, quantity }) => ({
        reservationId,
        lineId: needLineId,
        quantity,
      })),
      supplierIds: await supplierIdsAfter(act, need.id),
      assignee,
      note: input.note ?? null,
    },
  };
}

function dispatchService(input: DispatchInput): Effect {
  if (input.sources.length > 0) throw invalid('sources-not-allowed', { field: 'sources' });
  if (!input.assignee) throw invalid('sources-needed', { field: 'assignee' });
  return { set: { assignee: input.assignee }, details: { assignee: input.assignee, note: input.note ?? null } };
}

function requireKnownLines(lines: readonly LineRow[], input: DispatchInput): void {
  const known = new Set(lines.map((line) => line.id));
  for (const field of ['approvals', 'sources'] as const) {
    const index = input[field].findIndex((each) => !known.has(each.lineId));
    if (index >= 0) throw invalid('unknown-line', { field: `${field}[${index}].lineId` });
  }
}

/** The quantity the line may have. An unknown request must be approved explicitly: nobody guesses. */
function approve(line: LineRow, index: number, input: DispatchInput) {
  const given = input.approvals.find((each) => each.lineId === line.id)?.quantity;
  const quantity = given ?? line.approved ?? line.requested;
  if (quantity === null) throw invalid('quantity-needed', { field: `lines[${index}].approved` });
  const chosen = input.sources.filter((each) => each.lineId === line.id).reduce((sum, each) => sum + each.quantity, 0);
  if (committed(line) + chosen > quantity) {
    throw conflict('more-than-approved', { field: 'sources', params: { approved: quantity } });
  }
  return { line, quantity };
}

async function holdForNeed(act: Act, needId: string, input: DispatchInput) {
  const expiresAt = minutesAfter(act.now, input.holdHours * 60);
  const wanted = input.sources.map(({ lineId, sourceId, quantity }) => {
    return { reservationId: newId(), sourceId, needId, needLineId: lineId, quantity, expiresAt };
  });
  await holdSources(act.tx, wanted, act.now);
  return wanted;
}

async function supplierIdsAfter(act: Act, needId: string): Promise<string[]> {
  const suppliers = await suppliersOfNeeds(act.tx, [needId]);
  return suppliers.get(needId) ?? [];
}
