/** The words of one module in both languages. Chinese is the source; the type makes English carry the same keys. */
export type Words<Key extends string = string> = { zh: Record<Key, string>; en: Record<Key, string> };

/** Ties the English words to the Chinese keys: one missing or one too many does not compile. */
export function wordsOf<const Zh extends Record<string, string>>(
  zh: Zh,
  en: { [Key in keyof Zh]: string },
): { zh: Zh; en: { [Key in keyof Zh]: string } } {
  return { zh, en };
}
