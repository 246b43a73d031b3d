import { problemText } from '@baogong/contract';
import { iso, systemClock } from '../../platform/clock.ts';
import type { Services } from '../../platform/http/context.ts';
import { abandonImport, findStaleImports, takeImport } from './queries.ts';
import { runImport } from './run.ts';

/** Whoever works on an import shows it twice a second; after so long without a sign somebody else takes over. */
const STALE_SECONDS = 15;
/** An import that breaks its process again and again is given up. */
const MOST_ATTEMPTS = 5;

/** Background work of intake, by the name that the reactions call it. */
export function intakeJobs(services: Services): Record<string, (subjectId: string) => Promise<void>> {
  return { 'intake.import': (id) => workOn(services, id) };
}

/** Goes on with imports whose process ended in the middle; rows written before are not written again. */
export async function resumeImports(services: Services): Promise<void> {
  for (const id of await findStaleImports(services.db, staleBefore())) await workOn(services, id);
}

async function workOn(services: Services, id: string): Promise<void> {
  const work = await takeImport(services.db, id, iso(systemClock.now()), staleBefore());
  if (!work) return;
  if (work.attempts > MOST_ATTEMPTS) {
    const failure = problemText('internal', work.locale, { id });
    await abandonImport(services.db, id, failure, iso(services.clock.now()));
    return;
  }
  await runImport(services, work);
}

function staleBefore(): string {
  return iso(systemClock.now().subtract({ seconds: STALE_SECONDS }));
}
