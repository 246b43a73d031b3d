import type { Bilingual } from '@baogong/contract';

const HOUR = 3_600_000;
/** The range bar's right end; its scale is a square root, so that the next hours get most of the room. */
const LONGEST_HOURS = 72;

/** An estimate is not to look exact: two digits. */
export function rounded(quantity: number): number {
  if (quantity < 10) return Math.round(quantity);
  const step = 10 ** (Math.floor(Math.log10(quantity)) - 1);
  return Math.round(quantity / step) * step;
}

/** Whole per cent of the capacity; null where that is not known. */
export function percentOf(quantity: number, capacity: number | null): number | null {
  return capacity === null ? null : Math.round((100 * quantity) / capacity);
}

/** Where an instant stands on the range bar, per cent of its length from the left; `null` (beyond the horizon): its right end. */
export function placeOnBar(instant: string | null, now: number): number {
  if (instant === null) return 100;
  const hours = Math.max(0, (Date.parse(instant) - now) / HOUR);
  return 100 * Math.sqrt(Math.min(1, hours / LONGEST_HOURS));
}

/** `%` for stocks read so, else the base unit's name: what a reading is typed in at first. */
export function usualUnit(stock: { gauge: string; capacity: number | null; baseUnitName: Bilingual }): string {
  return stock.gauge === 'percent' && stock.capacity !== null ? 'percent' : 'base';
}
