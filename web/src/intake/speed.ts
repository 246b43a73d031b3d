import type { ImportReport } from '@baogong/contract';

type Run = Pick<ImportReport, 'done' | 'startedAt' | 'finishedAt'>;

/** Rows handled per second since the start, until the end or until now; 0 before anything was handled. */
export function rowsPerSecond(run: Run, now: number): number {
  const seconds = secondsTaken(run, now);
  return seconds > 0 ? Math.round(run.done / seconds) : 0;
}

/** Seconds from the start to the end or until now. */
export function secondsTaken({ startedAt, finishedAt }: Omit<Run, 'done'>, now: number): number {
  const end = finishedAt ? Date.parse(finishedAt) : now;
  return Math.max(0, (end - Date.parse(startedAt)) / 1000);
}
