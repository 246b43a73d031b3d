import { iso } from '../../platform/clock.ts';
import type { Services } from '../../platform/http/context.ts';
import { takeImport } from './queries.ts';

/** Background work of intake, by the name that the reactions call it. */
export function intakeJobs(services: Services): Record<string, (subjectId: string) => Promise<void>> {
  return {
    'intake.import': async (id) => {
      const now = services.clock.now();
      await takeImport(services.db, id, iso(now), iso(now.subtract({ seconds: 15 })));
    },
  };
}
