import type { CellError, ImportReport } from '@baogong/contract';
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { iso, systemClock } from '../../platform/clock.ts';
import type { DbOrTx } from '../../platform/db/database.ts';

export type ImportFormat = 'xlsx' | 'csv';

export type NewImport = {
  id: string;
  fileName: string;
  format: ImportFormat;
  content: Buffer;
  dryRun: boolean;
  createMissing: boolean;
  actor: Actor;
  locale: 'zh' | 'en';
  at: string;
};

export async function insertImport(db: DbOrTx, given: NewImport): Promise<void> {
  await db
    .insertInto('import_batch')
    .values({
      id: given.id,
      file_name: given.fileName,
      format: given.format,
      content: given.content,
      dry_run: given.dryRun,
      create_missing: given.createMissing,
      status: 'waiting',
      requested_by: JSON.stringify(given.actor),
      owner: given.actor.id,
      locale: given.locale,
      started_at: given.at,
      touched_at: iso(systemClock.now()),
    })
    .execute();
}

/** An import with who asked for it. */
export type StoredImport = { report: ImportReport; requestedBy: Actor };

export async function findImport(db: DbOrTx, id: string): Promise<StoredImport | undefined> {
  const row = await db
    .selectFrom('import_batch')
    .select(['id', 'file_name', 'dry_run', 'status', 'rows', 'done', 'accepted', 'rejected', 'repeated', 'needs'])
    .select(['errors', 'failure', 'started_at', 'finished_at', 'requested_by'])
    .select(sql<boolean>`rejected_file is not null`.as('has_rejected_file'))
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const { file_name, dry_run, status, errors, requested_by, has_rejected_file, started_at, finished_at, ...rest } = row;
  return {
    requestedBy: requested_by as Actor,
    report: {
      ...rest,
      fileName: file_name,
      dryRun: dry_run,
      status: status as ImportReport['status'],
      errors: errors as CellError[],
      hasRejectedFile: has_rejected_file,
      startedAt: started_at,
      finishedAt: finished_at,
    },
  };
}

export async function findRejectedFile(db: DbOrTx, id: string) {
  return db
    .selectFrom('import_batch')
    .select(['file_name', 'format', 'rejected_file'])
    .where('id', '=', id)
    .executeTakeFirst();
}

export type ImportWork = Omit<NewImport, 'at'> & { attempts: number };

/** Takes the import to work on it; undefined when it has ended or somebody else is at it. */
export async function takeImport(
  db: DbOrTx,
  id: string,
  at: string,
  staleBefore: string,
): Promise<ImportWork | undefined> {
  const row = await db
    .updateTable('import_batch')
    .set((row) => ({ status: 'reading', touched_at: at, attempts: row('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('finished_at', 'is', null)
    .where((where) => where.or([where('status', '=', 'waiting'), where('touched_at', '<', staleBefore)]))
    .returning([
      'id',
      'file_name',
      'format',
      'content',
      'dry_run',
      'create_missing',
      'requested_by',
      'locale',
      'attempts',
    ])
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    id: row.id,
    fileName: row.file_name,
    format: row.format as ImportFormat,
    content: row.content ?? Buffer.alloc(0),
    dryRun: row.dry_run,
    createMissing: row.create_missing,
    actor: row.requested_by as Actor,
    locale: row.locale === 'en' ? 'en' : 'zh',
    attempts: row.attempts,
  };
}

/** Ends an import that nobody could finish; what it wrote stays. */
export async function abandonImport(db: DbOrTx, id: string, failure: string, at: string): Promise<void> {
  await db
    .updateTable('import_batch')
    .set({ status: 'failed', failure, content: null, touched_at: at, finished_at: at })
    .where('id', '=', id)
    .execute();
}

/** Imports that nobody has worked on for a while: their process ended, or their job was lost. */
export async function findStaleImports(db: DbOrTx, staleBefore: string): Promise<string[]> {
  const rows = await db
    .selectFrom('import_batch')
    .select('id')
    .where('finished_at', 'is', null)
    .where('touched_at', '<', staleBefore)
    .orderBy('touched_at')
    .limit(10)
    .execute();
  return rows.map((row) => row.id);
}

/** What is counted while an import runs. */
export type Progress = Pick<
  ImportReport,
  'status' | 'rows' | 'done' | 'accepted' | 'rejected' | 'repeated' | 'needs' | 'errors'
>;

export async function saveProgress(db: DbOrTx, id: string, progress: Progress, at: string): Promise<void> {
  const { errors, ...counts } = progress;
  await db
    .updateTable('import_batch')
    .set({ ...counts, errors: JSON.stringify(errors), touched_at: at })
    .where('id', '=', id)
    .execute();
}

/** The import has ended: its content is let go, what is handed back is kept. */
export async function finishImport(
  db: DbOrTx,
  id: string,
  end: { progress: Progress; rejectedFile: Buffer | null; failure: string | null; at: string },
): Promise<void> {
  const { errors, ...counts } = end.progress;
  await db
    .updateTable('import_batch')
    .set({
      ...counts,
      errors: JSON.stringify(errors),
      rejected_file: end.rejectedFile,
      failure: end.failure,
      content: null,
      touched_at: end.at,
      finished_at: end.at,
    })
    .where('id', '=', id)
    .execute();
}

/** Rows taken before, by hash, each with the import that took it. */
export async function findTakenRows(db: DbOrTx, hashes: readonly Buffer[]): Promise<Map<string, string>> {
  const result = await sql<{ row_hash: Buffer; import_id: string }>`
    select row_hash, import_id from import_row where row_hash = any(${hashes}::bytea[])`.execute(db);
  return new Map(result.rows.map((row) => [row.row_hash.toString('base64'), row.import_id]));
}

/** Needs that this import has made so far. */
export async function countNeedsOf(db: DbOrTx, importId: string): Promise<number> {
  const result = await sql<{ needs: number }>`
    select count(distinct need_id)::integer as needs from import_row where import_id = ${importId}`.execute(db);
  return result.rows[0]?.needs ?? 0;
}

export type RowClaim = { hash: Buffer; needId: string };

/**
 * Marks rows as taken; returns the hashes that were free, as base64. Waits for another transaction that is taking the same
 * row; in the order of the hashes, so that two imports of the same rows never wait for each other in a circle.
 */
export async function claimRows(tx: DbOrTx, importId: string, claims: readonly RowClaim[]): Promise<Set<string>> {
  const result = await sql<{ row_hash: Buffer }>`
    insert into import_row (row_hash, import_id, need_id)
    select row_hash, ${importId}::uuid, need_id
    from unnest(${claims.map((claim) => claim.hash)}::bytea[], ${claims.map((claim) => claim.needId)}::uuid[])
      as claim (row_hash, need_id)
    order by row_hash
    on conflict (row_hash) do nothing
    returning row_hash`.execute(tx);
  return new Set(result.rows.map((row) => row.row_hash.toString('base64')));
}

/** The rows stand for another need than was thought when they were claimed. */
export async function assignRows(tx: DbOrTx, hashes: readonly Buffer[], needId: string): Promise<void> {
  await sql`update import_row set need_id = ${needId} where row_hash = any(${hashes}::bytea[])`.execute(tx);
}
