/** So many hours from now, ISO 8601, in whole minutes: sending again after a lost answer is then the same command. */
export function inHours(hours: number): string {
  return new Date(Math.round(Date.now() / 60_000) * 60_000 + hours * 3_600_000).toISOString();
}
