import { CITY_TIME_ZONE, iso } from '../../platform/clock.ts';
import { foldText } from '../text/fold.ts';
import { readDeadline } from '../text/deadline.ts';
import { serialText } from '../../platform/files/dates.ts';
import type { Cell } from '../../platform/files/sheet.ts';
import { type CellFault, fault } from './faults.ts';

export type MomentRead = { at: string | null } | CellFault;

const FULL =
  /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})日?(?:[T\s]+(\d{1,2})[:时点](\d{1,2})?(?:分|:\d{1,2}(?:\.\d+)?)?)?\s?(前|之前)?$/;
const AT_ONCE = /^(?:立即|马上|尽快|越快越好|急|紧急|急需|现在|asap|now|at once|immediately|-|—|\/|无)$/i;

/**
 * By when, from a date cell, a day number or words; a day alone means its end in the city's time. Null when nothing was said,
 * or only that it hurries.
 */
export function readNeededBy(cell: Cell, now: Temporal.Instant): MomentRead {
  if (cell === undefined) return { at: null };
  const written = typeof cell === 'number' ? (serialText(cell) ?? String(cell)) : cell.normalize('NFKC').trim();
  if (written === '' || AT_ONCE.test(written)) return { at: null };
  const text = /^\d{8}$/.test(written) ? `${written.slice(0, 4)}-${written.slice(4, 6)}-${written.slice(6)}` : written;
  const full = FULL.exec(text);
  const moment = full ? momentOf(full) : inWords(text, now);
  if (!moment) return fault('neededBy', 'dateUnreadable', text.slice(0, 40));
  if (moment.year < 2000 || moment.year > 2199) return fault('neededBy', 'dateOutOfRange', text.slice(0, 40));
  const at = moment.toInstant();
  if (Temporal.Instant.compare(at, now.subtract({ hours: 1 })) < 0) {
    return fault('neededBy', 'datePast', text.slice(0, 40));
  }
  return { at: iso(at) };
}

function momentOf([, year, month, day, hour, minute]: RegExpExecArray): Temporal.ZonedDateTime | undefined {
  const time = hour === undefined ? { hour: 23, minute: 59 } : { hour: Number(hour), minute: Number(minute ?? 0) };
  const fields = { year: Number(year), month: Number(month), day: Number(day), ...time };
  try {
    return Temporal.PlainDateTime.from(fields, { overflow: 'reject' }).toZonedDateTime(CITY_TIME_ZONE);
  } catch {
    return undefined;
  }
}

/** 明天上午前, 3月5日: as in a message. */
function inWords(text: string, now: Temporal.Instant): Temporal.ZonedDateTime | undefined {
  const found = readDeadline(foldText(text), text, now.toZonedDateTimeISO(CITY_TIME_ZONE));
  return found?.at ?? undefined;
}
