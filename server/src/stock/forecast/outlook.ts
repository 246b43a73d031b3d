import { type Band, describeForecast, lookAhead, type Reason, type StockState } from '@baogong/solver/forecast';

type Verdict = Parameters<typeof describeForecast>[3];

/** What a belief says about the time ahead. Minutes since the epoch, base units. */
export type Outlook = {
  /** `null`: nothing was read yet. */
  emptyAt: Band<number | null> | null;
  stock: Band | null;
  usePerHour: Band | null;
  confidence: 'high' | 'medium' | 'low' | 'none';
  why: Reason[];
  /** When time alone will have moved it noticeably; infinite where there is nothing to move. */
  staleAt: number;
};

/** The range moves and widens with time by a few per cent of the time left: within one of these it is computed anew. */
const STALE_SHARE = 0.05;
const SOONEST_MINUTES = 1;
const LATEST_MINUTES = 60;

/**
 * What is to be expected from now on. Where the time that an earlier outlook named has passed without news, that time stands: a
 * tank that ran dry at 15:40, as far as anybody knows, doesn't run dry anew each minute.
 */
export function outlookOf(
  state: StockState,
  now: number,
  doubt: Verdict,
  earlier: Band<number | null> | null = null,
): Outlook {
  const seen = lookAhead(state, now);
  if (seen === null)
    return {
      emptyAt: null,
      stock: null,
      usePerHour: null,
      confidence: 'none',
      why: [{ code: 'no-reading' }],
      staleAt: Number.POSITIVE_INFINITY,
    };
  const { empty, stock, used: usePerHour } = seen;
  const band = earlier ? keepPassed(empty, earlier, now) : empty;
  const { confidence, why } = describeForecast(state, empty, now, doubt);
  return { emptyAt: band, stock, usePerHour, confidence, why, staleAt: staleAfter(band, now) };
}

/** True when a time moved by so many minutes and such a share of what is left (by default so that people notice), or came within the horizon. */
export function movedNoticeably(
  before: Band<number | null> | null,
  after: Band<number | null> | null,
  now: number,
  leastMinutes = 10,
  leastShare = 0.1,
): boolean {
  if (before === null || after === null) return before !== after;
  return (['p10', 'p50', 'p90'] as const).some((quantile) => {
    const [old, fresh] = [before[quantile], after[quantile]];
    if (old === null || fresh === null) return old !== fresh;
    return Math.abs(old - fresh) > Math.max(leastMinutes, leastShare * Math.max(0, old - now));
  });
}

function keepPassed(fresh: Band<number | null>, earlier: Band<number | null>, now: number): Band<number | null> {
  const kept = (quantile: keyof Band) => {
    const [old, found] = [earlier[quantile], fresh[quantile]];
    return old !== null && found !== null && old <= now && found <= now + 1 ? old : found;
  };
  return { p10: kept('p10'), p50: kept('p50'), p90: kept('p90') };
}

function staleAfter({ p10, p50 }: Band<number | null>, now: number): number {
  const left = Math.max(0, (p10 ?? p50 ?? now + 60 * 24 * 14) - now);
  return now + Math.min(LATEST_MINUTES, Math.max(SOONEST_MINUTES, left * STALE_SHARE));
}
