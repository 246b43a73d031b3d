/** Largest numbers that are taken: minutes; and kilograms, kilometres, money. */
export const MOST_MINUTES = 10_000_000;
export const MOST = 1e12;

/** Minutes of a way, or what counts as never when the table has no sound number there. */
export function travelOr(value: number | undefined): number {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= MOST_MINUTES ? value : MOST_MINUTES;
}

export function distanceOr(value: number | undefined): number {
  return value !== undefined && value >= 0 && value <= MOST ? value : MOST;
}
