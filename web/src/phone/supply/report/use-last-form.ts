import type { ReportForm } from '@baogong/contract';
import { useEffect } from 'react';
import { keptUnder, useKept } from '../../outbox/kept.ts';

/** The newest form that was read, or without a network the one kept on this phone, so that one can report all the same. */
export function useLastForm(producer: string, fresh: ReportForm | undefined, failed: boolean): ReportForm | undefined {
  const kept = keptUnder<ReportForm | null>(`baogong.report-form.${producer}`, null);
  const last = useKept(kept);
  useEffect(() => {
    if (fresh) kept.write(fresh);
  }, [fresh, kept]);
  return fresh ?? (failed ? (last ?? undefined) : undefined);
}
