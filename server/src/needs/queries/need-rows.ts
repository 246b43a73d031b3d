import { sql, type Selectable, type Updateable } from 'kysely';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';
import type { DB } from '../../platform/db/generated.ts';

export type NeedRow = Selectable<DB['need']>;
export type LineRow = Selectable<DB['need_line']>;

/** Locks the need for the rest of the transaction, so that decisions on it come one after another. */
export async function lockNeed(tx: Tx, id: string): Promise<NeedRow | undefined> {
  return tx.selectFrom('need').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Locks several needs in the order of their ids, so that two transactions never wait for each other. */
export async function lockNeeds(tx: Tx, ids: readonly string[]): Promise<NeedRow[]> {
  if (ids.length === 0) return [];
  return tx
    .selectFrom('need')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .orderBy('id')
    .forUpdate()
    .execute();
}

export async function findNeedRow(db: DbOrTx, id: string): Promise<NeedRow | undefined> {
  return db.selectFrom('need').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Writes the need's new state. `version` must be the one after the locked row's. */
export async function updateNeed(tx: Tx, id: string, change: Updateable<DB['need']>): Promise<void> {
  await tx.updateTable('need').set(change).where('id', '=', id).execute();
}

export async function linesOf(db: DbOrTx, needIds: readonly string[]): Promise<LineRow[]> {
  if (needIds.length === 0) return [];
  return db
    .selectFrom('need_line')
    .selectAll()
    .where('need_id', 'in', [...needIds])
    .orderBy('need_id')
    .orderBy('position')
    .execute();
}

export async function setApproved(tx: Tx, lineId: string, quantity: number | null): Promise<void> {
  await tx.updateTable('need_line').set({ approved: quantity }).where('id', '=', lineId).execute();
}

export async function replaceLines(tx: Tx, needId: string, rows: readonly Record<string, unknown>[]): Promise<void> {
  await tx.deleteFrom('need_line').where('need_id', '=', needId).execute();
  await sql`insert into need_line (id, need_id, position, item_code, specification, said, requested)
    select id, need_id, position, item_code, specification, said, requested
    from jsonb_populate_recordset(null::need_line, ${JSON.stringify(rows)}::jsonb)`.execute(tx);
}

export type EntryKind =
  | 'reserve'
  | 'release'
  | 'ship'
  | 'deliver'
  | 'direct'
  | 'accept'
  | 'reject'
  | 'waive'
  | 'unwaive';
export type LineEntry = { lineId: string; kind: EntryKind; quantity: number; reservationId?: string | null };

/**
 * Appends entries to the line ledger and moves the figures by the same amounts, in one statement each. The line's CHECKs
 * refuse what would break delivered ≤ dispatched ≤ approved.
 */
export async function postEntries(
  tx: Tx,
  needId: string,
  version: number,
  entries: readonly LineEntry[],
): Promise<void> {
  const rows = entries.filter((entry) => entry.quantity > 0);
  if (rows.length === 0) return;
  await tx
    .insertInto('need_line_entry')
    .values(
      rows.map((entry) => ({
        need_line_id: entry.lineId,
        need_id: needId,
        version,
        kind: entry.kind,
        quantity: entry.quantity,
        reservation_id: entry.reservationId ?? null,
      })),
    )
    .execute();
  await sql`
    update need_line line set
      reserved = line.reserved + move.reserved,
      in_transit = line.in_transit + move.in_transit,
      delivered = line.delivered + move.delivered,
      accepted = line.accepted + move.accepted,
      rejected = line.rejected + move.rejected,
      waived = line.waived + move.waived
    from jsonb_to_recordset(${JSON.stringify(movesByLine(rows))}::jsonb) as move (
      line_id uuid, reserved bigint, in_transit bigint, delivered bigint, accepted bigint, rejected bigint, waived bigint)
    where line.id = move.line_id`.execute(tx);
}

/** How each kind of entry moves the figures of its line. */
export const entryMoves = {
  reserve: { reserved: 1 },
  release: { reserved: -1 },
  ship: { reserved: -1, in_transit: 1 },
  deliver: { in_transit: -1, delivered: 1 },
  /** Came without a source in the ledger, through whoever the need was assigned to. */
  direct: { delivered: 1 },
  accept: { accepted: 1 },
  reject: { rejected: 1 },
  waive: { waived: 1 },
  unwaive: { waived: -1 },
} as const satisfies Record<EntryKind, Partial<Record<Figure, 1 | -1>>>;

type Figure = 'reserved' | 'in_transit' | 'delivered' | 'accepted' | 'rejected' | 'waived';
const figures = ['reserved', 'in_transit', 'delivered', 'accepted', 'rejected', 'waived'] as const;

function movesByLine(entries: readonly LineEntry[]) {
  const moves = new Map<string, Record<Figure, number>>();
  for (const entry of entries) {
    const move = moves.get(entry.lineId) ?? {
      reserved: 0,
      in_transit: 0,
      delivered: 0,
      accepted: 0,
      rejected: 0,
      waived: 0,
    };
    const signs: Partial<Record<Figure, number>> = entryMoves[entry.kind];
    for (const figure of figures) move[figure] += (signs[figure] ?? 0) * entry.quantity;
    moves.set(entry.lineId, move);
  }
  return [...moves].map(([line_id, move]) => ({ line_id, ...move }));
}
