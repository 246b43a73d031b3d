import { api } from '../../../shared/api.ts';
import { attempt } from '../../outbox/attempt.ts';
import { keptUnder, type Kept } from '../../outbox/kept.ts';
import type { SendReport, UnsentReport } from './report-queue.ts';

/** The reports of this person that have not reached the server, oldest first, kept on this device. */
export function reportOutbox(personId: string): Kept<UnsentReport[]> {
  return keptUnder<UnsentReport[]>(`baogong.reports.${personId}`, []);
}

export const sendReport: SendReport = (body) => attempt(() => api.production.reportShift(body));
