import type { Bilingual } from '@baogong/contract';
import { type CatalogueItem, exactUnits } from './catalogue/index.ts';
import { cityTime } from './platform/clock.ts';
import type { NeedWanted } from './stock/index.ts';

const HOUR = 3_600_000;

/** What the need of a warning is sized by. Times in milliseconds since 1970. */
export type SizeQuestion = {
  wanted: Pick<NeedWanted, 'usePerHour' | 'stock' | 'deadStock' | 'capacity' | 'coming'>;
  now: number;
  /** The round that can be waited for, and when its goods can be there. */
  round: { name: Bilingual; dueAt: number; goodsAt: number };
  /** Asked for already and neither sent nor given up, base units; null: somebody asked without saying how much. */
  waiting: number | null;
  item: CatalogueItem;
};
/** Base units; null: nobody knows the use, the desk asks. 0: what comes and what was asked for is enough. */
export type NeedSize = { quantity: number | null; text: string };

/**
 * How much to ask for: use at the upper end of the forecast from now until the goods of the round can be there, less what can be drawn,
 * what comes in time and what was asked for already; at most what fits in; rounded up to whole packs.
 */
export function sizeOfNeed(question: SizeQuestion): NeedSize {
  const { wanted, now, round, waiting, item } = question;
  const { usePerHour, stock, deadStock, capacity } = wanted;
  if (usePerHour === null || usePerHour <= 0) return { quantity: null, text: unknownUse };
  const there = stock ?? 0;
  const usable = Math.max(0, there - deadStock);
  const hours = (round.goodsAt - now) / HOUR;
  const used = Math.round(usePerHour * hours);
  const coming = wanted.coming.reduce((sum, { at, quantity }) => sum + (at <= round.goodsAt ? quantity : 0), 0);
  const asked = waiting ?? 0;
  const short = waiting === null ? 0 : Math.max(0, used - usable - coming - asked);
  // By the time it is needed, the use will have made room; more than all of it never fits in.
  const room = capacity === null ? short : Math.max(0, Math.min(capacity, capacity - there + used) - coming - asked);
  const quantity = short === 0 ? 0 : inPacks(Math.min(short, room), room, item);
  return { quantity, text: textOf(question, { hours, used, usable, coming, asked, quantity }) };
}

/** Whole packs, where the catalogue knows how much is in one; else whole pieces; of bulk two digits, as people order. */
function inPacks(short: number, room: number, item: CatalogueItem): number {
  const packs = packsOf(item);
  const isBulk = ['mass', 'volume', 'gas-volume'].includes(item.measures.units.get(item.baseUnit)?.dimension ?? '');
  const digits = isBulk ? 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, short))) - 1) : 1;
  const step = packs.length > 0 ? Math.min(...packs.map(({ toBase }) => toBase)) : digits;
  const rounded = Math.ceil(short / step) * step;
  return rounded <= room || !isBulk ? rounded : room;
}

function packsOf(item: CatalogueItem) {
  const { units } = item.measures;
  return exactUnits(item, item.measures).filter(
    ({ unit, toBase }) => toBase > 1 && units.get(unit)?.dimension === 'pack',
  );
}

const unknownUse =
  '用量不清楚，没有推算数量，请专班与医院核实。\nThe use is not known, so no quantity was reckoned; please ask the site.';

type Figures = { hours: number; used: number; usable: number; coming: number; asked: number; quantity: number };

/** How it was reckoned, in both languages, one below the other. */
function textOf({ wanted, round, item }: SizeQuestion, figures: Figures): string {
  const { hours, used, usable, coming, asked, quantity } = figures;
  const say = (amount: number, locale: 'zh' | 'en') => quantityText(amount, item, locale);
  const times = { due: timeOf(round.dueAt), goods: timeOf(round.goodsAt), hours: Number(hours.toFixed(1)) };
  const rate = wanted.usePerHour!;
  const inWhole =
    packsOf(item).length > 0 ? { zh: '按整包装', en: 'in whole packs' } : { zh: '取整后', en: 'rounded up' };
  const less = (locale: 'zh' | 'en') =>
    [
      { amount: usable, words: { zh: '现有可用', en: 'that can be drawn' } },
      { amount: coming, words: { zh: '在途、来得及的', en: 'on the way and in time' } },
      { amount: asked, words: { zh: '已提出、还没发的', en: 'asked for and not sent' } },
    ]
      .filter(({ amount }, index) => index === 0 || amount > 0)
      .map(({ amount, words }) =>
        locale === 'zh' ? `${words.zh} ${say(amount, 'zh')}` : `${say(amount, 'en')} ${words.en}`,
      );
  const zh =
    `推算：每小时最多用 ${say(rate, 'zh')}，到${round.name.zh}轮（${times.due}）派的货 ${times.goods} 能到为止共 ${times.hours} 小时，` +
    `要用 ${say(used, 'zh')}；减去${less('zh').join('、')}，${inWhole.zh}缺 ${say(quantity, 'zh')}。`;
  const en =
    `Reckoned: at most ${say(rate, 'en')} an hour for ${times.hours} h, until the goods of the round ${round.name.en} (${times.due}) ` +
    `can be there at ${times.goods}: ${say(used, 'en')}; less ${less('en').join(', ')}: ${say(quantity, 'en')} missing, ${inWhole.en}.`;
  return `${zh}\n${en}`;
}

function timeOf(milliseconds: number): string {
  return cityTime(new Date(milliseconds).toISOString());
}

/** In the largest unit of weight or volume that is not more than it, three digits. */
function quantityText(quantity: number, item: CatalogueItem, locale: 'zh' | 'en'): string {
  const { units } = item.measures;
  const dimension = units.get(item.baseUnit)?.dimension;
  const larger = exactUnits(item, item.measures)
    .filter(
      ({ unit, toBase }) => toBase <= quantity && units.get(unit)?.dimension === dimension && dimension !== 'count',
    )
    .toSorted((one, other) => other.toBase - one.toBase)[0];
  const { unit, toBase } = larger ?? { unit: item.baseUnit, toBase: 1 };
  const name = units.get(unit)?.name ?? item.baseUnitName;
  return quantity === 0 ? '0' : `${Number((quantity / toBase).toPrecision(3))} ${name[locale]}`;
}
