import type { Lamp } from '@baogong/contract';

/** Goods are to be there so long before the need (Beijing, December 2022). */
export const MARGIN_MINUTES = 30;

/** What decides a lamp: the time that counts, and how many minutes before it the lamp turns (view `stock_lamp`). */
export type LampTerms = { isKnown: boolean; lampAt: string | null; redMinutes: number; yellowMinutes: number };

/** How pressing a stock is at this moment, as `lamp_of` says it in the database. */
export function lampOf({ isKnown, lampAt, redMinutes, yellowMinutes }: LampTerms, now: Temporal.Instant): Lamp {
  if (!isKnown) return 'grey';
  if (lampAt === null) return 'green';
  const minutesLeft = (Date.parse(lampAt) - now.epochMilliseconds) / 60_000;
  if (minutesLeft <= redMinutes) return 'red';
  return minutesLeft <= yellowMinutes ? 'yellow' : 'green';
}
