import { setImmediate as breathe } from 'node:timers/promises';
import type { CellError, ImportReport } from '@baogong/contract';
import { requireAnyRelation } from '../../platform/actor.ts';
import { type Clock, iso, systemClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Hints } from '../../platform/log/hints.ts';
import { Refusal } from '../../platform/refusal.ts';
import { referenceOf } from '../reference.ts';
import { askerOf, type Checked, type GoodRow, isUnitWord, rowChecker, type SourceRow, textAt } from './check.ts';
import { headingOf } from '../../platform/files/columns.ts';
import type { Fault } from './faults.ts';
import { type Group, groupRows, repetitionFinder } from './group.ts';
import { findInstitutions, imaginedOrganisation, organisationMaker } from './institutions.ts';
import { findKnownLines } from './known-lines.ts';
import { readFile } from './plan.ts';
import { countNeedsOf, findTakenRows, finishImport, type ImportWork, type Progress, saveProgress } from './queries.ts';
import { rejectedFile } from './rejected.ts';
import { writeGroups } from './write.ts';

export type ImportServices = { db: Db; hints: Pick<Hints, 'wake'>; clock: Clock };
export type BadRow = { source: SourceRow; faults: Fault[] };

const MOST_ERRORS = 200;
const SLICE = 500;
const HASHES_AT_ONCE = 5000;
const PROGRESS_EVERY = 500;
/** Needs and lines of one transaction: big enough to share a flush, small enough to let others in between. */
const BATCH_NEEDS = 250;
const BATCH_LINES = 2000;
/** One batch is written while the next is made ready. */
const IN_FLIGHT = 2;

/**
 * Runs an import that was taken: reads, checks and writes it, and leaves its report. A file that cannot be read ends as
 * failed; anything unforeseen is thrown, and running the same import again goes on where this one stopped.
 */
export async function runImport(services: ImportServices, work: ImportWork): Promise<void> {
  const progress = emptyProgress();
  const stopSaving = keepSaving(services.db, work.id, progress);
  let rejected: Buffer | null = null;
  let failure: string | null = null;
  try {
    rejected = await importRows(services, work, progress);
    progress.status = 'done';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    failure = error.text(work.locale);
    progress.status = 'failed';
  } finally {
    await stopSaving();
  }
  await finishImport(services.db, work.id, {
    progress,
    rejectedFile: rejected,
    failure,
    at: iso(services.clock.now()),
  });
  services.hints.wake();
}

async function importRows(services: ImportServices, work: ImportWork, progress: Progress): Promise<Buffer | null> {
  const items = await referenceOf(services.db).catalogue.items();
  const plans = await readFile(work, isUnitWord(items));
  const rows = plans.flatMap((plan) => plan.rows);
  Object.assign(progress, { status: 'checking', rows: rows.length });
  const now = services.clock.now();
  const { good, bad } = await checkRows(services, work, rows, progress, now);
  const fresh = await leaveTaken(services.db, work.id, good, progress);
  const groups = groupRows(fresh);
  progress.status = 'writing';
  if (work.dryRun) Object.assign(progress, { accepted: progress.accepted + fresh.length, needs: groups.length });
  else await writeAll(services, work, groups, progress, now);
  progress.done = progress.rows;
  return bad.length > 0 ? rejectedFile(work, plans, bad) : null;
}

async function checkRows(
  services: ImportServices,
  work: ImportWork,
  rows: readonly SourceRow[],
  progress: Progress,
  now: Temporal.Instant,
) {
  const check = rowChecker(await referencesFor(services, work, rows, now));
  const repeats = repetitionFinder();
  const good: GoodRow[] = [];
  const bad: BadRow[] = [];
  for (const [index, source] of rows.entries()) {
    const faults = sortRow(check(source), repeats, good, progress);
    if (faults) reject(bad, { source, faults }, progress, work.locale);
    if (index % SLICE === SLICE - 1) await breathe();
  }
  return { good, bad };
}

/** Files a checked row; gives the faults of one that cannot be taken. */
function sortRow(
  checked: Checked,
  repeats: (row: GoodRow) => Fault | null,
  good: GoodRow[],
  progress: Progress,
): Fault[] | null {
  if (checked === 'known') {
    progress.repeated += 1;
    progress.done += 1;
    return null;
  }
  if ('faults' in checked) return checked.faults;
  const repeat = repeats(checked.good);
  if (repeat) return [repeat];
  good.push(checked.good);
  return null;
}

function reject(bad: BadRow[], row: BadRow, progress: Progress, locale: 'zh' | 'en'): void {
  bad.push(row);
  progress.rejected += 1;
  progress.done += 1;
  for (const fault of row.faults) {
    if (progress.errors.length < MOST_ERRORS) progress.errors.push(cellError(row.source, fault, locale));
  }
}

/** Row and column as the sheet has them; the sheet's name only where the file has several. */
function cellError(source: SourceRow, fault: Fault, locale: 'zh' | 'en'): CellError {
  const heading = headingOf(source.columns, fault.field);
  const column = source.sheetName === null ? heading : `${source.sheetName}!${heading}`;
  return { row: source.row.number, column, message: fault.text(locale) };
}

async function referencesFor(
  { db, clock }: ImportServices,
  work: ImportWork,
  rows: readonly SourceRow[],
  now: Temporal.Instant,
) {
  const { catalogue, kinds } = referenceOf(db);
  const write = organisationMaker(db, work.actor, () => clock.now());
  if (work.createMissing) requireAnyRelation(work.actor, 'directory.add');
  const make = work.createMissing ? (work.dryRun ? imaginedOrganisation : write) : null;
  return {
    items: await catalogue.items(),
    kinds: await kinds.list(),
    institutions: await findInstitutions(db, work.actor, rows.map(askerOf), make),
    lines: await findKnownLines(
      db,
      rows.map((row) => textAt(row, 'line')),
    ),
    now,
  };
}

/** Takes out the rows taken before: by this import before it was interrupted, or by an earlier one. */
async function leaveTaken(db: Db, importId: string, good: readonly GoodRow[], progress: Progress): Promise<GoodRow[]> {
  const fresh: GoodRow[] = [];
  for (let at = 0; at < good.length; at += HASHES_AT_ONCE) {
    const part = good.slice(at, at + HASHES_AT_ONCE);
    const taken = await findTakenRows(
      db,
      part.map((row) => row.hash),
    );
    for (const row of part) {
      const by = taken.get(row.key);
      if (by === undefined) {
        fresh.push(row);
        continue;
      }
      progress[by === importId ? 'accepted' : 'repeated'] += 1;
      progress.done += 1;
    }
  }
  progress.needs = await countNeedsOf(db, importId);
  return fresh;
}

async function writeAll(
  services: ImportServices,
  work: ImportWork,
  groups: readonly Group[],
  progress: Progress,
  now: Temporal.Instant,
): Promise<void> {
  const { db, hints } = services;
  const context = { db, importId: work.id, actor: work.actor, items: await referenceOf(db).catalogue.items(), now };
  const batches = batchesOf(groups);
  async function writeSome(): Promise<void> {
    for (let batch = batches.next(); !batch.done; batch = batches.next()) {
      const written = await writeGroups(context, batch.value);
      progress.accepted += written.taken;
      progress.repeated += written.repeated;
      progress.needs += written.needs;
      progress.done += written.taken + written.repeated;
      hints.wake();
    }
  }
  const results = await Promise.allSettled(Array.from({ length: IN_FLIGHT }, writeSome));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

function* batchesOf(groups: readonly Group[]): Generator<Group[], undefined> {
  let batch: Group[] = [];
  let lines = 0;
  for (const group of groups) {
    batch.push(group);
    lines += group.rows.length;
    if (batch.length < BATCH_NEEDS && lines < BATCH_LINES) continue;
    yield batch;
    batch = [];
    lines = 0;
  }
  if (batch.length > 0) yield batch;
  return undefined;
}

function emptyProgress(): Progress {
  const counts = { rows: 0, done: 0, accepted: 0, rejected: 0, repeated: 0, needs: 0 };
  return { status: 'reading' satisfies ImportReport['status'], ...counts, errors: [] };
}

/** Saves the progress twice a second, which also shows that somebody is at work; gives the function that ends it. */
function keepSaving(db: Db, id: string, progress: Progress): () => Promise<void> {
  let saving: Promise<void> | undefined;
  const timer = setInterval(() => {
    saving ??= saveProgress(db, id, { ...progress, status: statusOf(progress) }, iso(systemClock.now()))
      .catch(() => {})
      .finally(() => (saving = undefined));
  }, PROGRESS_EVERY);
  return async () => {
    clearInterval(timer);
    await saving;
  };
}

/** The end is told together with the result, never before it. */
function statusOf({ status }: Progress): ImportReport['status'] {
  return status === 'done' || status === 'failed' ? 'writing' : status;
}
