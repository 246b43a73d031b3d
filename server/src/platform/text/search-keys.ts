import { pinyin } from 'pinyin-pro';
import { heteronyms } from './heteronyms.ts';

/**
 * Search keys for Chinese and English names, so that one GIN index on a `text[]` column finds them by any two characters, by
 * pinyin (haidian), by initials (hdyy) and by parts of Latin words (n95). A search is
 * `search_keys @> queryKeys(query) and search_text like all (queryPatterns(query))`: the keys narrow, the text decides.
 *
 * Keys: one and two neighbouring Chinese characters; three neighbouring letters of the pinyin, of the initials, of the
 * initials and Latin words; two letters of initials, of the start of a syllable, of a Latin word; one letter of a Latin word, the first of a syllable.
 */
export function searchKeys(name: string, synonyms: readonly string[] = []): string[] {
  const keys = new Set<string>();
  for (const text of [name, ...synonyms]) for (const key of keysOf(unitsOf(text))) keys.add(key);
  return [...keys].slice(0, maximumKeys);
}

/** The text against which a hit is checked: names, their pinyin and their initials, heteronyms both ways. */
export function searchText(name: string, synonyms: readonly string[] = []): string {
  const parts = [name, ...synonyms].flatMap((text) => {
    const units = unitsOf(text);
    const readings = readingsOf(units);
    const lines = [...readings.map((each) => each.join('')), ...readings.map((each) => initialsOf(units, each))];
    return [units.map(({ text: each }) => each).join(''), ...lines];
  });
  return [...new Set(parts)].join(' ').slice(0, maximumText);
}

/** Keys that every row matching the query has. Empty for a query without letters, digits or characters: then don't filter. */
export function queryKeys(query: string): string[] {
  return [...new Set(runsOf(query).flatMap((run) => (isChinese(run) ? chineseKeys(run) : latinKeys(run))))].slice(
    0,
    maximumKeys,
  );
}

/** Patterns for LIKE, all of which the search text of a matching row fulfils. */
export function queryPatterns(query: string): string[] {
  return runsOf(query).map((run) => `%${run}%`);
}

/** Names have at most 200 characters, items 60 synonyms: the bound is for those; a hospital needs some ninety. */
const maximumKeys = 2000;
const maximumText = 20_000;
/** A name with more heteronyms than this is found by the usual reading of the others. */
const maximumReadings = 6;

/** A Chinese character with its usual reading, or a Latin word or number. */
type Unit = { text: string; reading: string };

function normalised(text: string) {
  return text.slice(0, 400).normalize('NFKC').toLowerCase().replaceAll('ü', 'v');
}

function isChinese(text: string) {
  return /^\p{Script=Han}/u.test(text);
}

/** Runs of Chinese characters, and runs of letters and digits. */
function runsOf(text: string): string[] {
  return normalised(text).match(/\p{Script=Han}+|[[\p{Letter}\p{Number}]--\p{Script=Han}]+/gv) ?? [];
}

function unitsOf(text: string): Unit[] {
  return runsOf(text).flatMap((run) => {
    if (!isChinese(run)) return [{ text: run, reading: run }];
    const readings = pinyin(run, { toneType: 'none', type: 'array', v: true });
    return Array.from(run, (character, place) => ({ text: character, reading: readings[place] ?? character }));
  });
}

/** The usual readings of all units, then with each heteronym read otherwise. */
function readingsOf(units: Unit[]): string[][] {
  const usual = units.map(({ reading }) => reading);
  const others = units.flatMap(({ text, reading }, place) =>
    (heteronyms[text] ?? []).filter((other) => other !== reading).map((other) => usual.with(place, other)),
  );
  return [usual, ...others.slice(0, maximumReadings)];
}

/** First letters of the syllables, Latin words whole: N95口罩 is n95kz. */
function initialsOf(units: Unit[], reading: string[]) {
  return reading
    .map((syllable, place) => (isChinese(units[place]?.text ?? '') ? syllable.charAt(0) : syllable))
    .join('');
}

function keysOf(units: Unit[]): string[] {
  const chinese = units.map(({ text }) => text).filter(isChinese);
  const words = units.map(({ text }) => text).filter((text) => !isChinese(text));
  const readings = readingsOf(units).flatMap((reading) => {
    const initials = initialsOf(units, reading);
    const starts = reading.flatMap((syllable) => [syllable.slice(0, 1), syllable.slice(0, 2)]);
    return [...starts, ...grams(initials, 2), ...grams(initials, 3), ...grams(reading.join(''), 3)];
  });
  return [
    ...chinese,
    ...chineseRuns(units),
    ...words.flatMap((word) => [...grams(word, 1), ...grams(word, 2)]),
    ...readings,
  ];
}

/** Pairs of Chinese characters that stand side by side. */
function chineseRuns(units: Unit[]): string[] {
  return units
    .slice(1)
    .map(({ text }, place) => `${units[place]?.text}${text}`)
    .filter((pair) => /^\p{Script=Han}{2}$/u.test(pair));
}

function chineseKeys(run: string): string[] {
  return grams(run, 2).length > 0 ? grams(run, 2) : [run];
}

function latinKeys(run: string): string[] {
  return run.length < 3 ? [run] : grams(run, 3);
}

function grams(text: string, length: number): string[] {
  const characters = Array.from(text);
  return characters.slice(length - 1).map((_, place) => characters.slice(place, place + length).join(''));
}
