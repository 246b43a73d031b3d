import { api, problemOf } from '../../../shared/api.ts';
import { keptUnder, type Kept } from '../../ask/kept.ts';
import { mayPass } from '../../ask/outbox.ts';
import type { Send, UnsentReport } from './report-queue.ts';

/** The reports of this person that have not reached the server, oldest first, kept on this device. */
export function reportOutbox(personId: string): Kept<UnsentReport[]> {
  return keptUnder<UnsentReport[]>(`baogong.reports.${personId}`, []);
}

/** Sends one report; sending it again is safe. */
export const sendReport: Send = async (body) => {
  try {
    return { taken: await api.production.reportShift(body) };
  } catch (error) {
    const problem = problemOf(error);
    return { problem, again: mayPass(problem.status) };
  }
};
