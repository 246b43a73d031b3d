/** A number as the register keeps it: whatever the case, the width (Ａ１ or A1), the spaces. */
export function assetNumber(text: string): string {
  return text.normalize('NFKC').toUpperCase().replaceAll(/\s+/gu, '');
}

/** What a scanner read, as the register keeps it: an address stays as it is but for spaces around it. */
export function assetCode(text: string): string {
  return text.normalize('NFKC').trim();
}

/** Numbers that a scanned text may stand for: itself, and the last part of an address (…/A123, …?code=A123). */
export function numbersIn(scanned: string): string[] {
  const text = assetCode(scanned);
  if (!/^[a-z]+:\/\//i.test(text)) return [assetNumber(text)];
  const parts = text.split(/[/?&=#]/).filter(Boolean);
  return [assetNumber(text), assetNumber(parts.at(-1) ?? '')].filter((number) => number.length > 0);
}

/** The day that a cell of a list means: `2027-03-01`, `2027/3/1`, `2027年3月1日`, `2027.03`. A month means its last day. */
export function readDay(text: string): string | null {
  const match = /^(20\d\d)[-/.年](\d{1,2})(?:[-/.月](\d{1,2})?)?日?$/u.exec(text.normalize('NFKC').trim());
  if (!match) return null;
  const [, year, month, day] = match.map(Number) as [number, number, number, number];
  if (month < 1 || month > 12) return null;
  const first = new Temporal.PlainDate(year, month, 1);
  if (!day) return first.with({ day: first.daysInMonth }).toString();
  return day <= first.daysInMonth ? first.with({ day }).toString() : null;
}
