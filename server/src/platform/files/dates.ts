const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const DAY = 86_400_000;

/** A spreadsheet's day number as text: 2020-02-01, or 2020-02-01 08:30 when it has a time of day. */
export function serialText(serial: number, from1904 = false): string | undefined {
  if (serial < 0 || serial > 2_958_465) return undefined;
  const minutes = Math.round((serial * DAY) / 60_000);
  const at = new Date((from1904 ? EPOCH_1904 : EPOCH_1900) + minutes * 60_000).toISOString();
  return at.endsWith('T00:00:00.000Z') ? at.slice(0, 10) : `${at.slice(0, 10)} ${at.slice(11, 16)}`;
}
