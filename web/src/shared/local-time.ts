const minute = 60_000;

/** `2020-02-03T15:40` on the city's clock as an instant; null for a blank. */
export function instantOfLocal(local: string): string | null {
  return local ? new Date(`${local.slice(0, 16)}:00+08:00`).toISOString() : null;
}

/** An instant as the city's clock shows it, for an input of type datetime-local. */
export function localOfInstant(instant: string | null): string {
  return instant ? new Date(Date.parse(instant) + 8 * 60 * minute).toISOString().slice(0, 16) : '';
}
