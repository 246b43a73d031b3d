import type { QuantityRange } from './types.ts';

/** A number as written. `value` null: a vague word (几十) or an unreadable figure, or see `range`. */
export type Numeral = {
  end: number;
  value: number | null;
  range?: QuantityRange;
  loose?: boolean;
  /** Written in Chinese characters with a value below ten or unclear: needs a measure word beside it. */
  needsMeasure?: boolean;
  /** The multiplier that the figure ended in (万 in 2万), so that "1-2万" can lend it to the 1. */
  multiplier: number;
};

/** Reads the number that begins at `at` in folded text, or null. Knows 1,000 1.5万 2万5千 一百二 三五百 几十. */
export function readNumeral(folded: string, at: number): Numeral | null {
  return readVague(folded, at) ?? readNeighbours(folded, at) ?? readArabic(folded, at) ?? readChinese(folded, at);
}

/** Digits in words, also as banks write them. */
export const DIGITS: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  壹: 1,
  贰: 2,
  貳: 2,
  叁: 3,
  肆: 4,
  伍: 5,
  陆: 6,
  陸: 6,
  柒: 7,
  捌: 8,
  玖: 9,
};
const MULTIPLIERS: Record<string, number> = {
  十: 10,
  拾: 10,
  百: 100,
  佰: 100,
  千: 1000,
  仟: 1000,
  万: 10_000,
  亿: 100_000_000,
  w: 10_000,
  k: 1000,
};

const VAGUE =
  /(?:好几|几|数)(?:十|百|千|万|亿)+|好几(?=[^乎])|几(?![乎率])|[十百]几(?:万|千|百)?|成百上千|成千上万|上(?:百|千|万)(?=[个只台套箱盒瓶件双副支万])|[百千万][把来](?=[个只台套箱盒瓶件双副支床张包桶])|百十(?=[个来])|百八十|千[八把]百|百把/y;

function readVague(folded: string, at: number): Numeral | null {
  const found = matchAt(VAGUE, folded, at);
  return found === null
    ? null
    : { end: at + found.length, value: null, multiplier: 1, needsMeasure: found.endsWith('几') };
}

const NEIGHBOURS =
  /(十|[一二三四五六七八九]十)?([一二两三四五六七八九])([二两三四五六七八九])(十|百|千|万)?(万|亿)?(?![一二三四五六七八九十百千万亿\d])/y;

/** 一两个, 三五百, 七八十, 十七八: two digits side by side are a range. */
function readNeighbours(folded: string, at: number): Numeral | null {
  NEIGHBOURS.lastIndex = at;
  const found = NEIGHBOURS.exec(folded);
  if (!found) return null;
  const [whole, tens, low = '', high = '', small, big] = found;
  const [from, to] = [DIGITS[low] ?? 0, DIGITS[high] ?? 0];
  if (to <= from || to - from > 2 || (tens && small)) return null;
  const base = tens ? (tens.length === 2 ? (DIGITS[tens[0] ?? ''] ?? 0) * 10 : 10) : 0;
  const scale = (MULTIPLIERS[small ?? ''] ?? 1) * (MULTIPLIERS[big ?? ''] ?? 1);
  const range = { from: (base + from) * scale, to: (base + to) * scale };
  return { end: at + whole.length, value: null, range, multiplier: 1, needsMeasure: scale === 1 };
}

const ARABIC = /\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?: 000)+(?!\d)|\d+(?:\.\d+)?/y;
const STEP = /\s?([亿万千百十wk])(?:(\d+(?:\.\d+)?)(?=\s?[万千百十]))?/y;
const COLLOQUIAL_TAIL = /(?<=[亿万千百])\d(?![\d.,%a-z])/y;

function readArabic(folded: string, at: number): Numeral | null {
  const figure = matchAt(ARABIC, folded, at);
  if (figure === null || /^0\d/.test(figure) || figure.length > 15) return null;
  const head = figureValue(figure);
  const start = { end: at + figure.length, value: head, multiplier: 1, loose: figure.includes('，') };
  return head === null ? start : applySteps(folded, start, head);
}

/** "500，300" may be two numbers, so only groups that can hardly be two are read as one. */
function figureValue(figure: string): number | null {
  if (figure.includes('，') && !/^\d{1,2}，|，000$/.test(figure)) return null;
  return Number(figure.replace(/[,， ]/g, ''));
}

/** 万, 千 … after the figure: 2万5千 adds, 2千万 multiplies, 1万2 is short for 1万2千. */
function applySteps(folded: string, start: Numeral, head: number): Numeral {
  let { end, loose } = start;
  let total = 0;
  let current: number | null = head;
  let multiplier = 1;
  for (let step = stepAt(folded, end); step; step = stepAt(folded, end)) {
    const scale = MULTIPLIERS[step.letter] ?? 1;
    if (step.letter === 'w' || step.letter === 'k') loose = true;
    if (current === null) total *= scale;
    else total = multiplier !== 1 && scale > multiplier ? (total + current) * scale : total + current * scale;
    multiplier = scale;
    current = step.next;
    end = step.end;
  }
  if (multiplier === 1) return start;
  if (current !== null) total += current;
  const tail = matchAt(COLLOQUIAL_TAIL, folded, end);
  if (tail !== null && multiplier >= 100) {
    return { end: end + 1, value: exact(total + (Number(tail) * multiplier) / 10), multiplier, loose: true };
  }
  return { end, value: exact(total), multiplier, loose };
}

function stepAt(folded: string, at: number): { letter: string; next: number | null; end: number } | null {
  STEP.lastIndex = at;
  const found = STEP.exec(folded);
  const letter = found?.[1];
  if (!found || letter === undefined) return null;
  const end = at + found[0].length;
  if ((letter === 'w' || letter === 'k') && /^[a-z0-9]/.test(folded.slice(end))) return null;
  if (letter === '千' && /^千(?:克|瓦|米)/.test(folded.slice(end - 1))) return null;
  return { letter, next: found[2] === undefined ? null : Number(found[2]), end };
}

const CHINESE = /[零〇一二两三四五六七八九十百千万亿壹贰貳叁肆伍陆陸柒捌玖拾佰仟]+/y;
const TWO_OR_THREE: Record<string, number> = { 俩: 2, 仨: 3 };

function readChinese(folded: string, at: number): Numeral | null {
  const pair = TWO_OR_THREE[folded[at] ?? ''];
  if (pair !== undefined) return { end: at + 1, value: pair, multiplier: 1, loose: true };
  let run = matchAt(CHINESE, folded, at);
  if (run === null || run.length > 16) return null;
  // 千克 and 两 at the end are units, not digits: 三千克 is 3 千克.
  if (run.endsWith('千') && run.length > 1 && folded[at + run.length] === '克') run = run.slice(0, -1);
  const reading = chineseValue(run) ?? (run.endsWith('两') ? chineseValue((run = run.slice(0, -1))) : null);
  if (reading === null) return null;
  const needsMeasure = run.length === 1 || reading.value < 10;
  return {
    end: at + run.length,
    value: reading.value,
    multiplier: reading.multiplier,
    loose: reading.loose,
    needsMeasure,
  };
}

type ChineseReading = { value: number; multiplier: number; loose: boolean };

/** 一万二千三百 by sections of 万 and 亿; null when the characters do not make one number. */
function chineseValue(run: string): ChineseReading | null {
  if (!/^[^百千万亿佰仟]/.test(run) || /[零〇]$/.test(run)) return null;
  let [total, section, digit] = [0, 0, -1];
  let last = 1;
  let afterZero = false;
  for (const character of run) {
    const value = DIGITS[character];
    if (value !== undefined) {
      if (digit > 0 || (digit === 0 && value === 0)) return null;
      digit = value;
      afterZero ||= value === 0;
      continue;
    }
    const scale = MULTIPLIERS[character] ?? 1;
    if (scale >= 10_000) {
      total = (total + section + Math.max(digit, 0)) * scale;
      section = 0;
    } else {
      if (digit === -1 && scale !== 10) return null;
      section += (digit <= 0 ? 1 : digit) * scale;
    }
    if (scale < 10_000 && last < 10_000 && last !== 1 && scale >= last) return null;
    [digit, last, afterZero] = [-1, scale, false];
  }
  return closeChinese(total + section, digit, last, afterZero);
}

function closeChinese(sum: number, digit: number, last: number, afterZero: boolean): ChineseReading {
  const short = digit > 0 && last >= 100 && !afterZero;
  const value = sum + (digit > 0 ? (short ? (digit * last) / 10 : digit) : 0);
  return { value, multiplier: digit > 0 ? 1 : last, loose: short };
}

function exact(value: number): number {
  return Number(value.toFixed(6));
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
