import type { Stance, Token, TokenOf } from './types.ts';

/** An item with the amount that was said of it, if any. */
export type Use = {
  item: TokenOf<'item'>;
  amount: TokenOf<'amount'> | null;
  stance: Stance;
  /** The asking word stood in the same clause. */
  explicit: boolean;
  ambiguous: boolean;
  carried: boolean;
  /** The line holds items only, so the item alone is a request. */
  bare: boolean;
  clause: number;
  sentence: number;
};

export type State = {
  tokens: readonly Token[];
  at: number;
  uses: Use[];
  /** Items that still wait for their amount. */
  pending: Use[];
  /** An amount that waits for the item behind it. */
  lead: TokenOf<'amount'> | null;
  stance: Stance;
  explicit: boolean;
  heading: Stance;
  each: boolean;
  respectively: boolean;
  amend: boolean;
  total: boolean;
  clause: number;
  sentence: number;
  bare: boolean;
};

export function startState(tokens: readonly Token[]): State {
  return {
    tokens,
    at: 0,
    uses: [],
    pending: [],
    lead: null,
    stance: 'neutral',
    explicit: false,
    heading: 'neutral',
    each: false,
    respectively: false,
    amend: false,
    total: false,
    clause: 0,
    sentence: 0,
    bare: isBareLine(tokens, 0),
  };
}

export function newUse(state: State, item: TokenOf<'item'>): Use {
  const { stance, explicit, clause, sentence, bare } = state;
  return { item, amount: null, stance, explicit, ambiguous: false, carried: false, bare, clause, sentence };
}

/** The uses of the sentence so far; walks back from the last, so that long texts stay cheap. */
export function usesOfSentence(state: State): Use[] {
  let first = state.uses.length;
  while (first > 0 && state.uses[first - 1]?.sentence === state.sentence) first -= 1;
  return state.uses.slice(first);
}

/** Whether the next thing is an item, with nothing but small words between. */
export function leadsItem(state: State): boolean {
  const next = state.tokens[state.at + 1];
  if (next?.kind === 'item') return true;
  const skippable = next?.kind === 'filler' || (next?.kind === 'text' && next.end - next.start <= 2);
  return skippable === true && state.tokens[state.at + 2]?.kind === 'item';
}

export function endsClause(state: State): boolean {
  const next = state.tokens[state.at + 1];
  return next === undefined || SEPARATORS.has(next.kind);
}

export const SEPARATORS = new Set<Token['kind']>(['comma', 'list', 'hard', 'newline', 'slash']);

/** Whether a line holds nothing but goods and their separators. */
export function isBareLine(tokens: readonly Token[], from: number): boolean {
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token || token.kind === 'newline') break;
    if (token.kind === 'noise' && at === from) continue;
    if (!BARE.has(token.kind)) return false;
  }
  return true;
}

const BARE = new Set<Token['kind']>([
  'item',
  'list',
  'slash',
  'comma',
  'hard',
  'colon',
  'tab',
  'modifier',
  'amount',
  'each',
  'total',
]);
