import type { ShippedItem, ShippedUnit } from './shipped.ts';

type NamedItem = Pick<ShippedItem, 'code' | 'name' | 'synonyms'>;
type CountedItem = Pick<ShippedItem, 'baseUnit' | 'units'>;

/** Names are equal whatever the case, the width (Ｎ９５ or N95) and the spaces. */
export function normalisedName(text: string) {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, '');
}

/** Finds the item that bears exactly this name or synonym, in either language; `undefined` when none does. */
export function itemFinder<Item extends NamedItem>(items: readonly Item[]): (text: string) => Item | undefined {
  const byName = new Map(items.flatMap((item) => namesOf(item).map((name) => [name, item] as const)));
  return (text) => byName.get(normalisedName(text));
}

/** Every normalised name of an item, each once. */
export function namesOf(item: NamedItem): string[] {
  return [...new Set([item.code, item.name.zh, item.name.en, ...item.synonyms].map(normalisedName))];
}

/**
 * Finds the unit that a word means. What the item itself says comes first (片 is a piece of mask, but a tablet of medicine);
 * `undefined` when nobody knows the word.
 */
export function unitFinder(
  units: readonly ShippedUnit[],
): (text: string, item?: CountedItem) => ShippedUnit | undefined {
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  const byWord = new Map(units.flatMap((unit) => wordsOf(unit).map((word) => [word, unit] as const)));
  return (text, item) => {
    const word = normalisedName(text);
    const own = item?.units.find((unit) => normalisedName(unit.label) === word);
    const base = item && byCode.get(item.baseUnit);
    if (base && wordsOf(base).includes(word)) return base;
    return own ? byCode.get(own.unit) : byWord.get(word);
  };
}

function wordsOf(unit: ShippedUnit) {
  return [unit.code, unit.name.zh, unit.name.en, ...unit.synonyms].map(normalisedName);
}
