import { smallNumber } from './small-number.ts';

/** When the goods are needed. `at` null: as soon as possible, no time named. Span as in ProposedLine. */
export type NeededBy = { at: Temporal.ZonedDateTime | null; text: string; span: [number, number] };

/**
 * Finds the deadline in folded text ("明天上午前", "今晚8点", "24小时内", "周五前", "1月8日前").
 * A part of a day without an hour ends with that part (上午 12:00, 下午 18:00, 晚上 and whole days 23:59).
 */
export function readDeadline(folded: string, text: string, now: Temporal.ZonedDateTime): NeededBy | null {
  const within = readWithin(folded, now);
  const moment = within ?? readMoment(folded, now);
  const found = moment ?? readAtOnce(folded);
  return found && { at: found.at, text: text.slice(found.start, found.end), span: [found.start, found.end] };
}

type Found = { at: Temporal.ZonedDateTime | null; start: number; end: number };

const MINUTES: Record<string, number> = { 分钟: 1, 小时: 60, 钟头: 60, 天: 1440, 日: 1440, 周: 10_080, 星期: 10_080 };
const WITHIN =
  /(?:(?:在|未来|接下来)\s?)?(?<![\d.月])(\d{1,3}|[一二三四五六七八九十两半]{1,3})\s?个?(分钟|小时|钟头|天|日|星期|周)(?:之内|以内|内)|within (\d{1,3}) ?(hours?|h|days?|minutes?)/;
const ENGLISH_MINUTES: Record<string, number> = { m: 1, h: 60, d: 1440 };

function readWithin(folded: string, now: Temporal.ZonedDateTime): Found | null {
  const found = WITHIN.exec(folded);
  if (!found) return null;
  const [whole, count = '', unit = '', englishCount, englishUnit = ''] = found;
  const minutes = englishCount
    ? Number(englishCount) * (ENGLISH_MINUTES[englishUnit[0] ?? ''] ?? 60)
    : smallNumber(count) * (MINUTES[unit] ?? 60);
  if (!Number.isFinite(minutes)) return null;
  return { at: now.add({ minutes: Math.round(minutes) }), start: found.index, end: found.index + whole.length };
}

const DAYS: Record<string, number> = {
  今天: 0,
  今日: 0,
  今: 0,
  当天: 0,
  明天: 1,
  明日: 1,
  明: 1,
  次日: 1,
  后天: 2,
  大后天: 3,
  today: 0,
  tonight: 0,
  tomorrow: 1,
};
const PARTS: Record<string, { ends: [number, number]; afternoon: boolean }> = {
  凌晨: { ends: [6, 0], afternoon: false },
  早上: { ends: [9, 0], afternoon: false },
  早晨: { ends: [9, 0], afternoon: false },
  早: { ends: [9, 0], afternoon: false },
  上午: { ends: [12, 0], afternoon: false },
  中午: { ends: [12, 0], afternoon: false },
  午: { ends: [12, 0], afternoon: false },
  下午: { ends: [18, 0], afternoon: true },
  傍晚: { ends: [19, 0], afternoon: true },
  晚上: { ends: [23, 59], afternoon: true },
  晚间: { ends: [23, 59], afternoon: true },
  夜里: { ends: [23, 59], afternoon: true },
  晚: { ends: [23, 59], afternoon: true },
};

const DAY =
  /(?<day>大后天|今天|今日|明天|明日|后天|当天|次日|今(?=[早晚午])|明(?=[早晚])|tonight|today|tomorrow)|(?<week>本|下|这)?(?:个)?(?:周|星期|礼拜)(?<weekday>[一二三四五六日天末])|(?:(?<year>20\d{2})年)?(?<month>\d{1,2}|十?[一二三四五六七八九十])月(?<date>\d{1,2}|[一二三]?十?[一二三四五六七八九十])[日号]?|(?<![\d.第])(?<only>\d{1,2})[日号](?=[前之以早上中下晚])|(?<end>月底|本月底|年底)/
    .source;
const CLOCK =
  /(?:(?<part>凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|夜里|早|晚|午)?(?:(?<hour>\d{1,2}|[一二三四五六七八九十两]{1,3})(?:[点时](?<minute>半|\d{1,2}分?|一刻|三刻|整)?钟?|:(?<colon>\d{2})))?)/
    .source;
const BEFORE = /(?:之前|以前|前)?(?:(?:必须)?(?:送到|送达|到货|到位))?/.source;
const MOMENT = new RegExp(`(?:${DAY})\\s?${CLOCK}${BEFORE}`, 'g');
const CLOCK_ONLY = new RegExp(`(?<![\\d:])(?=[凌早上中下傍晚\\d一二三四五六七八九十两])${CLOCK}(?:之前|以前|前)`, 'g');

function readMoment(folded: string, now: Temporal.ZonedDateTime): Found | null {
  for (const found of [...folded.matchAll(MOMENT), ...folded.matchAll(CLOCK_ONLY)]) {
    const words = found.groups ?? {};
    const day = dayOf(words, now);
    const clock = clockOf(words, found[0]);
    const named = words['day'] ?? words['weekday'] ?? words['month'] ?? words['only'] ?? words['end'] ?? clock;
    if (!day || !named || isPast(folded, found, day, now)) continue;
    const [hour, minute] = clock ?? [23, 59];
    const at = day.toZonedDateTime({ timeZone: now.timeZoneId, plainTime: Temporal.PlainTime.from({ hour, minute }) });
    if (Temporal.ZonedDateTime.compare(at, now) < 0 && words['day'] === undefined) continue;
    return { at, start: found.index, end: found.index + found[0].trimEnd().length };
  }
  return null;
}

/** A date that tells of what was ("1月8日收到", "截至1月8日") is no deadline. */
function isPast(folded: string, found: RegExpExecArray, day: Temporal.PlainDate, now: Temporal.ZonedDateTime): boolean {
  if (Temporal.PlainDate.compare(day, now.toPlainDate()) < 0) return true;
  const before = folded.slice(Math.max(0, found.index - 3), found.index);
  const after = folded.slice(found.index + found[0].length, found.index + found[0].length + 4);
  return /截至|截止到?$|从$|自$/.test(before) || /^(?:收到|已|用了|消耗|新增|接收|仅剩|只剩|还剩)/.test(after);
}

function dayOf(words: Record<string, string | undefined>, now: Temporal.ZonedDateTime): Temporal.PlainDate | null {
  const today = now.toPlainDate();
  if (words['day'] !== undefined) return today.add({ days: DAYS[words['day']] ?? 0 });
  if (words['weekday'] !== undefined) return weekdayOf(words, today);
  if (words['month'] !== undefined) return dateOf(words, today);
  if (words['only'] !== undefined) return nextDayOfMonth(Number(words['only']), today);
  if (words['end'] !== undefined)
    return words['end'] === '年底' ? today.with({ month: 12, day: 31 }) : today.with({ day: today.daysInMonth });
  return today;
}

function weekdayOf(words: Record<string, string | undefined>, today: Temporal.PlainDate): Temporal.PlainDate {
  const weekday = words['weekday'] ?? '';
  const wanted = ['日', '天', '末'].includes(weekday) ? 7 : smallNumber(weekday);
  const monday = today.subtract({ days: today.dayOfWeek - 1 }).add({ weeks: words['week'] === '下' ? 1 : 0 });
  const day = monday.add({ days: wanted - 1 });
  return words['week'] === undefined && Temporal.PlainDate.compare(day, today) < 0 ? day.add({ weeks: 1 }) : day;
}

function dateOf(words: Record<string, string | undefined>, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const [month, day] = [smallNumber(words['month'] ?? ''), smallNumber(words['date'] ?? '')];
  const year = words['year'] === undefined ? today.year : Number(words['year']);
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31)) return null;
  if (day > Temporal.PlainYearMonth.from({ year, month }).daysInMonth) return null;
  const date = Temporal.PlainDate.from({ year, month, day });
  // In December "1月8日" is next January; a date just gone stays in the past.
  const halfYearGone = words['year'] === undefined && today.since(date).days > 180;
  return halfYearGone ? date.add({ years: 1 }) : date;
}

function nextDayOfMonth(day: number, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const month = day >= today.day ? today : today.add({ months: 1 });
  return day >= 1 && day <= month.daysInMonth ? month.with({ day }) : null;
}

function clockOf(words: Record<string, string | undefined>, whole: string): [number, number] | null {
  const tonight = words['day'] === 'tonight' ? '晚' : undefined;
  const part = PARTS[words['part'] ?? tonight ?? ''];
  if (words['hour'] === undefined) return part ? part.ends : null;
  const said = smallNumber(words['hour']);
  if (!(said >= 0 && said <= 24) || whole === '') return null;
  const hour = part?.afternoon && said < 12 ? said + 12 : said;
  return hour === 24 ? [23, 59] : [hour, minuteOf(words)];
}

const QUARTERS: Record<string, number> = { 半: 30, 一刻: 15, 三刻: 45, 整: 0 };

function minuteOf(words: Record<string, string | undefined>): number {
  const said = words['minute'] ?? words['colon'] ?? '0';
  return Math.min(59, QUARTERS[said] ?? Number(said.replace('分', '')));
}

const AT_ONCE = /尽快|立即|立刻|马上|越快越好|火速|十万火急|asap|immediately|as soon as possible/;

function readAtOnce(folded: string): Found | null {
  const found = AT_ONCE.exec(folded);
  return found && { at: null, start: found.index, end: found.index + found[0].length };
}
