import { readMeasure } from './measure-words.ts';
import { readNumeral, type Numeral } from './numerals.ts';
import type { Amount } from './types.ts';

export type AmountRead = { amount: Amount; end: number; start: number };

/** Reads one amount at `at` ("约2万5千只", "3-5箱", "半盒", "若干"), or null. Never throws. */
export function readAmount(folded: string, at: number): AmountRead | null {
  const bound = readBound(folded, at);
  const from = bound ? bound.end : at;
  const read = readVagueWord(folded, at) ?? readHalf(folded, from) ?? readCounted(folded, from);
  if (!read) return null;
  return {
    ...read,
    start: at,
    amount: bound ? { ...read.amount, bound: read.amount.bound ?? bound.bound } : read.amount,
  };
}

type Read = { amount: Amount; end: number };

const BOUNDS: readonly [RegExp, NonNullable<Amount['bound']>][] = [
  [
    /(?:至少|最少|起码|不少于|不低于|不小于|超过|多于|大于|>=?|≥|at least )\s?(?=[\d一二两三四五六七八九十半])/y,
    'atLeast',
  ],
  [/(?:至多|最多|不超过|不多于|少于|低于|<=?|≤|up to |at most )\s?(?=[\d一二两三四五六七八九十半])/y, 'atMost'],
  [/(?:大约|大概|约|近|将近|差不多|估计|预计|about |around |approx\.? )\s?(?=[\d一二两三四五六七八九十半])/y, 'about'],
];

function readBound(folded: string, at: number): { bound: NonNullable<Amount['bound']>; end: number } | null {
  for (const [pattern, bound] of BOUNDS) {
    const end = matchEnd(pattern, folded, at);
    if (end !== null) return { bound, end };
  }
  return null;
}

const VAGUE_WORDS =
  /若干|数量不限|数量不详|数量不明|数量未知|数量待定|数量待核|数量越多越好|不限量|不限数量|不限|越多越好|多多益善|有多少要多少|能给多少给多少|大量|少量|适量|足量|不等|一大批|一小批|一批|一些|一点|些许|许多|很多|好多|大批|尽可能多|尽量多|待定|不详|待统计|待核实|as many as possible|as much as possible|any quantity|a lot of|lots of|some|unknown/y;

function readVagueWord(folded: string, at: number): Read | null {
  const end = matchEnd(VAGUE_WORDS, folded, at);
  if (end === null || (/[a-z]/.test(folded[at] ?? '') && /[a-z]/.test(folded[at - 1] ?? ''))) return null;
  const measure = /若干|大量|少量/.test(folded.slice(at, end)) ? readMeasure(folded, end) : null;
  if (measure && measure.kind !== 'other') return { amount: plain(null, measure.unit, measure.kind), end: measure.end };
  return { amount: plain(null, null, null), end };
}

/** 半盒 is 0.5 盒; 半天, 半个月 are times. */
function readHalf(folded: string, at: number): Read | null {
  if (folded[at] !== '半') return null;
  const measure = readMeasure(folded, at + 1);
  if (!measure || measure.kind === 'other' || measure.kind === 'people' || /[前大小后]/.test(folded[at - 1] ?? ''))
    return null;
  return { amount: plain(0.5, measure.unit, measure.kind), end: measure.end };
}

function readCounted(folded: string, at: number): Read | null {
  if (gluedToWord(folded, at)) return null;
  const first = readNumeral(folded, at);
  if (!first) return null;
  return readRange(folded, first) ?? readSingle(folded, first);
}

/** Digits inside a model or a decimal are no amount: N95, KN95, A4, v2.0. "x500" counts as a times sign. */
function gluedToWord(folded: string, at: number): boolean {
  const before = folded[at - 1] ?? '';
  if (/[\d第]/.test(before) || (before === '.' && /\d/.test(folded[at - 2] ?? ''))) return true;
  if (!/[a-z]/.test(before) || !/\d/.test(folded[at] ?? '')) return false;
  return !(before === 'x' && /(?:^|[^a-z]|\d\s?(?:l|ml|kg|g|mg))x$/.test(folded.slice(Math.max(0, at - 6), at)));
}

const RANGE_MARK = /\s?(?:-|~|到|至|--)\s?/y;

/** "3-5箱", "1到2万只", "3箱-5箱". A range has no quantity. */
function readRange(folded: string, first: Numeral): Read | null {
  const firstMeasure = readMeasure(folded, first.end);
  const markEnd = matchEnd(RANGE_MARK, folded, firstMeasure?.end ?? first.end);
  if (markEnd === null || first.value === null) return null;
  const second = readNumeral(folded, markEnd);
  if (!second || second.value === null) return null;
  const measure = readMeasure(folded, second.end);
  const unlike = firstMeasure && firstMeasure.unit !== measure?.unit;
  const lent = first.multiplier === 1 && first.value < second.value / second.multiplier ? second.multiplier : 1;
  const range = { from: first.value * lent, to: second.value };
  if (unlike || range.to <= range.from || (!measure && first.needsMeasure)) return null;
  const end = skipSuffix(folded, measure?.end ?? second.end);
  return { amount: { ...plain(null, measure?.unit ?? null, measure?.kind ?? null), range }, end };
}

const MORE = /(?:多|余|来|几)(?=[\u4e00-\u9fff\s]|$)/y;
const BLANKS = /[ \t]{0,3}/y;

function readSingle(folded: string, numeral: Numeral): Read | null {
  const moreEnd = matchEnd(MORE, folded, numeral.end);
  const afterNumber = moreEnd ?? numeral.end;
  const measureAt = matchEnd(BLANKS, folded, afterNumber) ?? afterNumber;
  const measure = readMeasure(folded, measureAt);
  if (!measure) return withoutMeasure(folded, numeral, afterNumber, moreEnd !== null);
  const half =
    measure.kind !== 'other' && /^半(?![天年个小月夜])/.test(folded.slice(measure.end, measure.end + 2)) ? 0.5 : 0;
  const value = numeral.value === null ? null : numeral.value + half;
  const amount = withNumeral(plain(value, measure.unit, measure.kind), numeral);
  if (moreEnd !== null || /^[多余](?![\u4e00-\u9fff]*用)/.test(folded.slice(measure.end, measure.end + 6)))
    amount.bound = 'atLeast';
  const end = measure.end + (half ? 1 : 0);
  return withSuffix(folded, amount, end);
}

/** A number with no measure word beside it: unit null. Small Chinese numerals alone are mostly words. */
function withoutMeasure(folded: string, numeral: Numeral, end: number, more: boolean): Read | null {
  const next = folded[end] ?? '';
  if (numeral.needsMeasure || (/[a-z%]/.test(next) && !/^x\d/.test(folded.slice(end, end + 2)))) return null;
  if (numeral.value !== null && numeral.value >= 1_000_000_000) return null;
  const amount = withNumeral(plain(numeral.value, null, null), numeral);
  if (more) amount.bound = 'atLeast';
  return withSuffix(folded, amount, end);
}

function withNumeral(amount: Amount, numeral: Numeral): Amount {
  if (numeral.range) amount.range = numeral.range;
  if (numeral.loose) amount.loose = true;
  return amount;
}

const SUFFIXES: readonly [RegExp, NonNullable<Amount['bound']>][] = [
  [/\s?(?:以上|起(?![动来草])|及以上|打底)/y, 'atLeast'],
  [/\s?(?:以内|以下|封顶)/y, 'atMost'],
  [/\s?(?:左右|上下|or so)/y, 'about'],
];

function withSuffix(folded: string, amount: Amount, at: number): Read {
  for (const [pattern, bound] of SUFFIXES) {
    const end = matchEnd(pattern, folded, at);
    if (end !== null) return { amount: { ...amount, bound }, end };
  }
  return { amount, end: at };
}

function skipSuffix(folded: string, at: number): number {
  return withSuffix(folded, plain(null, null, null), at).end;
}

function plain(quantity: number | null, unit: string | null, unitKind: Amount['unitKind']): Amount {
  return { quantity, unit, unitKind };
}

function matchEnd(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found ? at + found[0].length : null;
}
