import { CITY_TIME_ZONE, iso } from '../../platform/clock.ts';
import { serialText } from '../../platform/files/dates.ts';
import type { Cell } from '../../platform/files/sheet.ts';

/** Undefined: none was given; null: it can't be read. A time without zone is the city's; a day alone means its noon. */
export function readTime(cell: Cell, { dayAlone = false } = {}): string | undefined | null {
  if (cell === undefined || (typeof cell === 'string' && cell.trim() === '')) return undefined;
  const text = (typeof cell === 'number' ? (serialText(cell) ?? '') : cell).normalize('NFKC').trim();
  const whole = dayAlone && /^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$/.test(text) ? `${text} 12:00` : text;
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[T\s]+(\d{1,2})[:时点](\d{1,2})?/.exec(whole);
  if (!match) return null;
  const [year, month, day, hour, minute] = match.slice(1).map((part) => Number(part ?? 0));
  try {
    const fields = { year: year!, month: month!, day: day!, hour: hour!, minute: minute! };
    return iso(Temporal.PlainDateTime.from(fields, { overflow: 'reject' }).toZonedDateTime(CITY_TIME_ZONE).toInstant());
  } catch {
    return null;
  }
}
