import { sql } from 'kysely';
import { iso } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Act } from '../../platform/http/context.ts';
import { edges, lockHoldings, type NewMovement, postMovements } from '../../stock/index.ts';
import type { LineRow, NewReport } from './queries.ts';

/**
 * Brings the goods ledger to what was reported: actual output comes in as produced (a correction takes the difference
 * back), then the stock that the lines of a source report together is what is there, as if it had been counted.
 */
export async function bookReports(
  act: Act,
  reports: readonly NewReport[],
  lines: ReadonlyMap<string, LineRow>,
  dueAt: string,
): Promise<void> {
  const booking = reports.filter(({ lineId }) => lines.get(lineId)?.bookInto);
  if (booking.length === 0) return;
  const keys = booking.map(({ lineId }) => keyOf(lines.get(lineId)!));
  await lockHoldings(act.tx, keys);
  for (const report of booking) await bookOutput(act, report, lines.get(report.lineId)!, dueAt);
  for (const sourceId of new Set(keys.map(({ placeId }) => placeId))) await bookStock(act, sourceId, dueAt);
}

/** A source keeps its goods at the place of its own id. */
function keyOf(line: LineRow) {
  return { placeId: line.bookInto!, itemCode: line.item };
}

async function bookOutput(act: Act, report: NewReport, line: LineRow, dueAt: string): Promise<void> {
  if (report.actual === null) return;
  const booked = await bookedOf(act.tx, report);
  const difference = report.actual - booked.reduce((sum, { left }) => sum + left, 0);
  if (difference === 0) return;
  const { placeId, itemCode } = keyOf(line);
  const movements: NewMovement[] =
    difference > 0
      ? [{ kind: 'produce', itemCode, from: edges.produced, to: placeId, quantity: difference }]
      : takenBack(booked, -difference).map((part) => {
          return { kind: 'correct', itemCode, from: placeId, to: edges.produced, ...part };
        });
  await postMovements(act.tx, { postingId: report.id, actor: act.actor, happenedAt: dueAt }, movements);
  await sql`
    insert into shift_report_posting (report_id, quantity, movement_id)
    select ${report.id}, case when corrects_id is null then quantity else -quantity end, id
    from (select id, corrects_id, quantity from published_movement
          where item_code = ${itemCode} and ${placeId}::uuid in (from_place_id, to_place_id)
          order by id desc limit ${movements.length}) newest`.execute(act.tx);
}

/** A movement that brought output in, and what of it no correction has taken back. */
type Booked = { movementId: number; left: number };

/** What earlier versions of the report booked, the newest first. */
async function bookedOf(tx: Tx, { lineId, day, round }: NewReport): Promise<Booked[]> {
  const { rows } = await sql<Booked>`
    select movement.id as "movementId", movement.quantity - coalesce(sum(back.quantity), 0)::bigint as left
    from shift_report_posting posting
    join shift_report on shift_report.id = report_id
    join published_movement movement on movement.id = posting.movement_id
    left join published_movement back on back.corrects_id = movement.id
    where line_id = ${lineId} and day = ${day} and round_code = ${round} and posting.quantity > 0
    group by movement.id, movement.quantity order by movement.id desc`.execute(tx);
  return rows;
}

/** A correction never takes back more than its movement brought: it is spread over them. */
function takenBack(booked: readonly Booked[], quantity: number): { correctsId: number; quantity: number }[] {
  let rest = quantity;
  return booked.flatMap(({ movementId, left }) => {
    const taken = Math.min(rest, left);
    rest -= taken;
    return taken > 0 ? [{ correctsId: movementId, quantity: taken }] : [];
  });
}

/**
 * Only when every line that books into the source has said what is there, and nobody has reported for a later round: an
 * old figure must not undo what happened since. What is held for needs stays.
 */
async function bookStock(act: Act, sourceId: string, dueAt: string): Promise<void> {
  const { rows } = await sql<{
    itemCode: string;
    stock: number | null;
    isNewest: boolean;
    onHand: number;
    reserved: number;
  }>`
    select line.item_code as "itemCode", on_hand as "onHand", reserved,
           case when bool_and(last.stock is not null) then sum(last.stock)::bigint end as stock,
           coalesce(max(last.due_at) <= ${dueAt}, false) as "isNewest"
    from production_line line
    join published_holding holding on holding.place_id = line.source_id and holding.item_code = line.item_code
    left join lateral (select stock, due_at from shift_report where line_id = line.id
                       order by due_at desc, version desc limit 1) last on true
    where line.source_id = ${sourceId} group by line.item_code, on_hand, reserved`.execute(act.tx);
  const [row] = rows;
  if (!row || row.stock === null || !row.isNewest) return;
  const difference = Math.max(row.stock, row.reserved) - row.onHand;
  const [from, to] = difference > 0 ? [edges.lost, sourceId] : [sourceId, edges.lost];
  const posting = { postingId: sourceId, actor: act.actor, happenedAt: iso(act.now) };
  const quantity = Math.abs(difference);
  await postMovements(act.tx, posting, [{ kind: 'count', itemCode: row.itemCode, from, to, quantity }]);
}
