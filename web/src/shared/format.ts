import type { Bilingual, Locale } from '@baogong/contract';

/** The city's time zone; instants are UTC everywhere else. */
const zone = 'Asia/Shanghai';
const minute = 60_000;
const localeTags = { zh: 'zh-CN', en: 'en-GB' } as const;

/**
 * Base units too small to read in the thousands, by their English name, with the larger unit that people say. The
 * ledger stays in base units; a quantity is shown larger only where three decimals say it exactly.
 */
const largerUnits: Record<string, readonly { word: LargerUnit; toBase: number }[]> = {
  gram: [
    { word: 'unit.tonne', toBase: 1_000_000 },
    { word: 'unit.kilogram', toBase: 1000 },
  ],
  millilitre: [{ word: 'unit.litre', toBase: 1000 }],
};
export type LargerUnit = 'unit.tonne' | 'unit.kilogram' | 'unit.litre';

/** One unit in which all these quantities can be read: the largest that shows each exactly, else the base unit. */
export function readableTogether(
  quantities: readonly number[],
  unit: Bilingual,
): { toBase: number; word: LargerUnit | null } {
  const most = Math.max(0, ...quantities);
  const larger = largerUnits[unit.en]?.find(
    ({ toBase }) => most >= toBase && quantities.every((quantity) => (quantity * 1000) % toBase === 0),
  );
  return larger ?? { toBase: 1, word: null };
}

/** A quantity of a base unit as the number to show and, when it is not the base unit, the larger unit's word. */
export function readable(quantity: number, unit: Bilingual): { value: number; word: LargerUnit | null } {
  const { toBase, word } = readableTogether([quantity], unit);
  return { value: quantity / toBase, word };
}

export function numberText(value: number): string {
  return value.toLocaleString('en-US');
}

/** `pieces` for `piece`: English unit names of one plain word, when there is not just one. Others stay as they are. */
export function unitText(unit: Bilingual, value: number, locale: Locale): string {
  if (locale === 'zh' || value === 1 || !/^[a-z]{3,}$/.test(unit.en)) return unit[locale];
  if (/(s|x|ch|sh)$/.test(unit.en)) return `${unit.en}es`;
  return /[^aeiou]y$/.test(unit.en) ? `${unit.en.slice(0, -1)}ies` : `${unit.en}s`;
}

/** The text in the person's language. */
export function say(text: Bilingual, locale: Locale): string {
  return text[locale];
}

/** `15:40` today, `3 Feb, 15:40` otherwise, in the city's time. */
export function momentText(instant: string, locale: Locale, now: number): string {
  const at = Date.parse(instant);
  const sameDay = dayOf(at) === dayOf(now);
  const format = kept(`moment ${locale} ${sameDay}`, () => {
    const day = { month: locale === 'zh' ? 'long' : 'short', day: 'numeric' } as const;
    const time = { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    return new Intl.DateTimeFormat(localeTags[locale], { ...time, ...(sameDay ? {} : day) });
  });
  return format.format(at);
}

/** `12:03:20` in the city's time. */
export function clockText(at: number): string {
  return kept('clock', () => new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'medium' })).format(at);
}

/** `2 hours ago`; the coarsest unit that still says something. */
export function agoText(instant: string, locale: Locale, now: number): string {
  // What has just happened reads "1 minute ago": "now" would read as if it were going on.
  const minutes = Math.round((Date.parse(instant) - now) / minute) || -1;
  const format = kept(
    `ago ${locale}`,
    () => new Intl.RelativeTimeFormat(localeTags[locale], { numeric: 'auto', style: 'short' }),
  );
  if (Math.abs(minutes) < 60) return format.format(minutes, 'minute');
  if (Math.abs(minutes) < 48 * 60) return format.format(Math.trunc(minutes / 60), 'hour');
  return format.format(Math.trunc(minutes / (24 * 60)), 'day');
}

export type Span = { over: boolean; days: number; hours: number; minutes: number };

/** How far an instant lies ahead of now, or behind it (`over`), cut to whole minutes. */
export function spanTo(instant: string, now: number): Span {
  const left = Date.parse(instant) - now;
  const total = Math.floor(Math.abs(left) / minute);
  return {
    over: left < 0,
    days: Math.floor(total / 1440),
    hours: Math.floor(total / 60) % 24,
    minutes: total % 60,
  };
}

/** The instant at which the city's clock shows this hour, `daysAhead` days from today. */
export function cityHour(hour: number, daysAhead: number, now: number): string {
  return new Date(
    `${dayOf(now + daysAhead * 1440 * minute)}T${String(hour).padStart(2, '0')}:00:00+08:00`,
  ).toISOString();
}

function dayOf(at: number): string {
  return kept('day', () => new Intl.DateTimeFormat('en-CA', { timeZone: zone })).format(at);
}

const formats = new Map<string, unknown>();

/** The format of that name, made once: making one takes a hundred times as long as using it. */
function kept<Format>(name: string, make: () => Format): Format {
  if (!formats.has(name)) formats.set(name, make());
  return formats.get(name) as Format;
}
