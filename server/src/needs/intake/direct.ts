import { type ImportReport, newId } from '@baogong/contract';
import type { Actor } from '../../platform/actor.ts';
import { iso, systemClock } from '../../platform/clock.ts';
import { formatOf } from './format.ts';
import { findImport, findRejectedFile, insertImport, takeImport } from './queries.ts';
import { type ImportServices, runImport } from './run.ts';

export type DirectImport = {
  fileName: string;
  content: Buffer;
  dryRun: boolean;
  createMissing: boolean;
  actor: Actor;
  locale: 'zh' | 'en';
};

/** Imports a file in this very process, as the command line does. `watch` is told the report about twice a second. */
export async function importFile(
  services: ImportServices,
  given: DirectImport,
  watch: (report: ImportReport) => void = () => {},
): Promise<{ report: ImportReport; rejectedFile: Buffer | null }> {
  const { db, clock } = services;
  const id = newId();
  await insertImport(db, { id, ...given, format: formatOf(given.content), at: iso(clock.now()) });
  const report = async () => (await findImport(db, id))!.report;
  const work = await takeImport(db, id, iso(systemClock.now()), iso(systemClock.now()));
  if (!work) throw new Error(`import ${id} was taken by somebody else`);
  const watching = setInterval(() => void report().then(watch, () => {}), 600);
  try {
    await runImport(services, work);
  } finally {
    clearInterval(watching);
  }
  const rejected = await findRejectedFile(db, id);
  return { report: await report(), rejectedFile: rejected?.rejected_file ?? null };
}
