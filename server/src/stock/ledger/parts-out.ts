import type { LockedHolding, LotAtPlace } from './holdings.ts';

/** A part of a movement: of a lot, or of goods whose lot is not known. */
export type LotPart = { lotId: string | null; quantity: number };

/**
 * So much of what is there, in the order of expiry, then goods of no known lot; lots shrink by what is taken. `left` is what
 * could not be had. `usableOn` leaves out lots that are past their expiry on that day; `looseFirst` turns the order round.
 */
export function takeParts(
  quantity: number,
  holding: Pick<LockedHolding, 'onHand' | 'inLots'>,
  lots: LotAtPlace[],
  { usableOn, looseFirst = false }: { usableOn?: string | undefined; looseFirst?: boolean } = {},
): { parts: LotPart[]; left: number } {
  const parts: LotPart[] = [];
  let left = quantity;
  const take = (lotId: string | null, there: number): number => {
    const taken = Math.min(left, there);
    if (taken <= 0) return 0;
    left -= taken;
    parts.push({ lotId, quantity: taken });
    return taken;
  };
  const loose = Math.max(0, holding.onHand - holding.inLots);
  if (looseFirst) take(null, loose);
  for (const lot of lots) {
    if (usableOn !== undefined && isExpired(lot, usableOn)) continue;
    lot.onHand -= take(lot.lotId, lot.onHand);
  }
  if (!looseFirst) take(null, loose);
  return { parts, left };
}

/** A lot may be used on the day of its expiry, not after. */
export function isExpired({ expiresOn }: { expiresOn: string | null }, day: string): boolean {
  return expiresOn !== null && expiresOn < day;
}
