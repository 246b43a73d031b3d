import { foldText } from './fold.ts';
import { ENGLISH_ITEM_NOUNS, ITEM_NOUNS, MODIFIERS } from './item-nouns.ts';
import { CUES, type CueEntry } from './cues.ts';

export type LexiconItem = { code: string; names: readonly string[] };

/** What a word of the lexicon stands for. `code` null: an everyday noun, or a name of several items. */
export type Entry = { kind: 'item'; code: string | null } | { kind: 'modifier' } | ({ kind: 'cue' } & CueEntry);

/** Immutable after building; share one per catalogue version. */
export type Lexicon = { readonly root: TrieNode };

export type LexiconHit = { entry: Entry; end: number };

/** Builds the word tree: one node a character, blanks and hyphens left out of the names. */
export function buildLexicon(items: readonly LexiconItem[]): Lexicon {
  const lexicon = { root: emptyNode() };
  for (const word of MODIFIERS) enter(lexicon.root, word, { kind: 'modifier' });
  for (const noun of [...ITEM_NOUNS, ...ENGLISH_ITEM_NOUNS]) enter(lexicon.root, noun, { kind: 'item', code: null });
  for (const [word, cue] of CUES) enter(lexicon.root, word, { kind: 'cue', ...cue });
  const codes = codesByName(items);
  for (const [name, itsCodes] of codes) enter(lexicon.root, name, { kind: 'item', code: onlyOf(itsCodes) });
  return lexicon;
}

/** The longest word of the lexicon that begins at `at` in folded text. */
export function longestWord(lexicon: Lexicon, folded: string, at: number): LexiconHit | null {
  if (!startsWord(folded, at)) return null;
  let node: TrieNode | undefined = lexicon.root;
  let best: LexiconHit | null = null;
  for (let end = at; end < folded.length; end += 1) {
    const character: string = folded[end] ?? '';
    if (isBlank(character) && end > at) {
      if (isBlank(folded[end + 1] ?? '')) break;
      continue;
    }
    node = node.next.get(character);
    if (!node) break;
    if (node.entry) best = closeHit(folded, end + 1, node.entry) ?? best;
  }
  return best;
}

type TrieNode = { readonly next: Map<string, TrieNode>; entry: Entry | null };

function emptyNode(): TrieNode {
  return { next: new Map(), entry: null };
}

function enter(root: TrieNode, word: string, entry: Entry): void {
  let node = root;
  for (const character of foldText(word).replace(/[ -]/g, '')) {
    const next: TrieNode = node.next.get(character) ?? emptyNode();
    node.next.set(character, next);
    node = next;
  }
  if (node !== root) node.entry = entry;
}

// A one-character name would hit inside every other word.
const SHORTEST_NAME = 2;

function codesByName(items: readonly LexiconItem[]): Map<string, Set<string>> {
  const codes = new Map<string, Set<string>>();
  for (const item of items) {
    for (const name of item.names) {
      const key = foldText(name).replace(/[ -]/g, '');
      if (key.length >= SHORTEST_NAME) codes.set(key, (codes.get(key) ?? new Set()).add(item.code));
    }
  }
  return codes;
}

function onlyOf(codes: Set<string>): string | null {
  const [only, ...others] = codes;
  return only !== undefined && others.length === 0 ? only : null;
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '-';
}

function startsWord(folded: string, at: number): boolean {
  return !isAlphanumeric(folded[at]) || !isAlphanumeric(folded[at - 1]);
}

/** Latin words must end where the text's word ends; a plural s counts as its end. */
function closeHit(folded: string, end: number, entry: Entry): LexiconHit | null {
  if (!isAlphanumeric(folded[end - 1])) return { entry, end };
  const plural = /^(?:es|s)?(?![a-z0-9])/.exec(folded.slice(end, end + 3));
  return plural ? { entry, end: end + plural[0].length } : null;
}

function isAlphanumeric(character: string | undefined): boolean {
  return character !== undefined && /[a-z0-9]/.test(character);
}
