import { DIGITS } from './numerals.ts';

const SMALL: Record<string, number> = { ...DIGITS, 半: 0.5, 十: 10 };

/** A number of hours, days or o'clock, in figures (1.5) or in words up to 九十九; NaN if it is none. */
export function smallNumber(words: string): number {
  if (/^\d/.test(words)) return Number(words);
  if (words.length === 1) return SMALL[words] ?? Number.NaN;
  const [tens = '', ones = ''] = words.split('十');
  if (!words.includes('十')) return Number.NaN;
  return (tens === '' ? 1 : (SMALL[tens] ?? Number.NaN)) * 10 + (ones === '' ? 0 : (SMALL[ones] ?? Number.NaN));
}
