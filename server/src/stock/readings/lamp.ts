import type { Lamp } from '@baogong/contract';

/** Goods are to be there so long before the need (Beijing, December 2022). */
export const MARGIN_MINUTES = 30;
/** Yellow: help that sets out after once more the time that it takes comes too late. */
const YELLOW_TIMES = 2;

/**
 * How pressing a stock is, by the early end of its range against the time that resupply takes.
 * @param emptyEarly milliseconds since the epoch; `null`: later than the horizon; `undefined`: nothing is known
 */
export function lampOf(emptyEarly: number | null | undefined, resupplyMinutes: number, now: number): Lamp {
  if (emptyEarly === undefined) return 'grey';
  if (emptyEarly === null) return 'green';
  const minutesLeft = (emptyEarly - now) / 60_000;
  const needed = resupplyMinutes + MARGIN_MINUTES;
  if (minutesLeft <= needed) return 'red';
  return minutesLeft <= needed * YELLOW_TIMES ? 'yellow' : 'green';
}
