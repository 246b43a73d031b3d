import type { Amount, Stance, Token, TokenOf } from './types.ts';

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

/** Gives each item its amount and its stance, going through the tokens once. */
export function bind(tokens: readonly Token[]): Use[] {
  const state = startState(tokens);
  tokens.forEach((token, at) => {
    state.at = at;
    const step = STEPS[token.kind] as ((state: State, token: Token) => void) | undefined;
    step?.(state, token);
  });
  return state.uses;
}

type State = {
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

function startState(tokens: readonly Token[]): State {
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

const STEPS: { [Kind in Token['kind']]?: (state: State, token: TokenOf<Kind>) => void } = {
  item: onItem,
  amount: onAmount,
  cue: onCue,
  comma: onClauseEnd,
  list: onList,
  tab: () => undefined,
  hard: onSentenceEnd,
  newline: onLineEnd,
  each: (state) => void (state.each = true),
  respectively: (state) => void (state.respectively = true),
  total: (state) => void (state.total = true),
  amend: (state) => void (state.amend = true),
};

function onItem(state: State, item: TokenOf<'item'>): void {
  if (isHeading(state)) return;
  const use = newUse(state, item);
  state.uses.push(use);
  if (state.lead) {
    use.amount = state.lead;
    state.lead = null;
    return;
  }
  state.pending.push(use);
}

/** "紧缺药品：人血白蛋白100瓶": a name before a colon and goods only leads them in. */
function isHeading(state: State): boolean {
  const [colon, next, after] = state.tokens.slice(state.at + 1, state.at + 4);
  if (colon?.kind !== 'colon') return false;
  return next?.kind === 'item' || (next?.kind === 'newline' && after?.kind !== 'amount') || (next?.kind === 'noise' && after?.kind === 'item');
}

function newUse(state: State, item: TokenOf<'item'>): Use {
  const { stance, explicit, clause, sentence, bare } = state;
  return { item, amount: null, stance, explicit, ambiguous: false, carried: false, bare, clause, sentence };
}

function onAmount(state: State, amount: TokenOf<'amount'>): void {
  if (countsPack(state, amount) || amends(state, amount)) return;
  if (
    state.total &&
    (state.uses.some((use) => use.amount && use.sentence === state.sentence) || state.pending.length !== 1)
  ) {
    if (state.pending.length > 1) state.pending = [];
    return;
  }
  const last = state.pending.at(-1);
  if (state.respectively && last) return bindNext(state, amount);
  if ((state.each || isVague(amount.amount)) && last && !leadsItem(state)) return bindAll(state, amount);
  if (leadsItem(state) && (!last || separated(state, last))) {
    state.lead = amount;
    return;
  }
  if (last && belongsTo(state, last)) return bindLast(state, last, amount);
  if (!last) carryOn(state, amount);
}

/** "每盒50只口罩，共30盒": the packs of the item before are counted now. */
function countsPack(state: State, amount: TokenOf<'amount'>): boolean {
  const before = state.uses.at(-1);
  const content = before?.amount;
  if (!before || !content || before.sentence !== state.sentence || amount.amount.perPack) return false;
  const { pendingUnit, perPack } = content.amount;
  if (pendingUnit === undefined || (pendingUnit ?? amount.amount.unit) !== amount.amount.unit) return false;
  before.amount = { ...amount, start: content.start, amount: { ...amount.amount, perPack } };
  return true;
}

/** "口罩500只改为1000只": the later figure holds. */
function amends(state: State, amount: TokenOf<'amount'>): boolean {
  const before = state.uses.at(-1);
  if (!state.amend || !before?.amount || before.sentence !== state.sentence) return false;
  before.amount = { ...amount, amount: { ...amount.amount, loose: true } };
  state.amend = false;
  return true;
}

/** "口罩、防护服等若干": of each of them an unknown amount. */
function isVague(amount: Amount): boolean {
  return amount.quantity === null && amount.unit === null && !amount.range && !amount.perPack;
}

function bindNext(state: State, amount: TokenOf<'amount'>): void {
  const use = state.pending.shift();
  if (use) use.amount = amount;
}

function bindAll(state: State, amount: TokenOf<'amount'>): void {
  for (const use of state.pending) use.amount = amount;
  state.pending = [];
  state.each = false;
}

/** Of several items before one amount only the last surely has it; without 各 the others stay unknown. */
function bindLast(state: State, last: Use, amount: TokenOf<'amount'>): void {
  last.amount = amount;
  if (state.explicit) [last.stance, last.explicit] = [state.stance, true];
  last.ambiguous = state.pending.some((use) => use !== last && use.clause === last.clause) || leadsItem(state);
  state.pending = [];
}

/** Whether the next thing is an item, with nothing but small words between. */
function leadsItem(state: State): boolean {
  const next = state.tokens[state.at + 1];
  if (next?.kind === 'item') return true;
  const skippable = next?.kind === 'filler' || (next?.kind === 'text' && next.end - next.start <= 2);
  return skippable === true && state.tokens[state.at + 2]?.kind === 'item';
}

const SEPARATORS = new Set<Token['kind']>(['comma', 'list', 'hard', 'newline', 'slash']);

function separated(state: State, last: Use): boolean {
  return tokensSince(state, last).some((token) => SEPARATORS.has(token.kind));
}

function tokensSince(state: State, last: Use): Token[] {
  const since: Token[] = [];
  for (let at = state.at - 1; at >= 0; at -= 1) {
    const token = state.tokens[at];
    if (!token || token.start < last.item.end) break;
    since.unshift(token);
  }
  return since;
}

const LONGEST_GAP = 6;

/** An amount belongs to the item before it unless other words or a foreign clause stand between. */
function belongsTo(state: State, last: Use): boolean {
  const asked = state.tokens[state.at - 1];
  const opens = asked?.kind === 'cue' && asked.stance === 'need' && !leadsItem(state) && state.tokens[state.at + 1]?.kind !== 'text';
  if (opens && last.sentence === state.sentence) return true;
  const between = tokensSince(state, last);
  const words = between
    .filter((token) => token.kind === 'text')
    .reduce((sum, token) => sum + token.end - token.start, 0);
  const apart = between.some((token) => SEPARATORS.has(token.kind));
  return words <= (apart ? 0 : LONGEST_GAP);
}

/** "已有口罩500只，还需1000只": a needed amount without an item takes the item spoken of before. */
function carryOn(state: State, amount: TokenOf<'amount'>): void {
  const before = state.uses.at(-1);
  const size = state.tokens[state.at - 1];
  if (before?.amount && size?.kind === 'modifier' && before.amount.amount.unit === amount.amount.unit) {
    state.uses.push({ ...before, item: before.item, amount, carried: true, clause: state.clause });
    return;
  }
  if (!before || state.stance !== 'need' || !state.explicit || before.sentence < state.sentence - 1) return;
  if (before.stance === 'need' && before.amount?.amount.quantity !== undefined) return;
  if (state.tokens[state.at - 1]?.kind === 'text' || state.tokens[state.at + 1]?.kind === 'text') return;
  state.uses.push({ ...newUse(state, before.item), amount, carried: true });
}

function onCue(state: State, cue: TokenOf<'cue'>): void {
  const here = state.uses.filter((use) => use.clause === state.clause);
  if (cue.side !== 'before') applyBack(state, cue, here);
  if (cue.side === 'after' && here.length > 0) return;
  if (cue.side === 'after' && cue.stance === 'held') return;
  state.stance = cue.stance;
  state.explicit = true;
}

/** A word behind the goods ("告急", "够用", "已到货") speaks of those in its clause, or of the clauses before. */
function applyBack(state: State, cue: TokenOf<'cue'>, here: Use[]): void {
  const adjacent = state.uses.at(-1);
  for (const use of here) {
    const touches = use === adjacent && cue.start - (use.amount?.end ?? use.item.end) <= 1;
    if (!use.explicit || (touches && (cue.side === 'after' || endsClause(state)))) use.stance = cue.stance;
  }
  if (here.length > 0 || cue.stance === 'need') {
    if (here.length === 0) markNeutral(state, cue.stance);
    if (here.length === 0 && (cue.side === 'after' || endsClause(state))) markShort(state);
    return;
  }
  markNeutral(state, cue.stance);
}

/** "还有20套，今晚就没有了": the stock named before runs out. */
function markShort(state: State): void {
  const last = state.uses.at(-1);
  if (last?.stance === 'held' && last.amount && last.sentence === state.sentence) last.stance = 'short';
}

function endsClause(state: State): boolean {
  const next = state.tokens[state.at + 1];
  return next === undefined || SEPARATORS.has(next.kind);
}

function markNeutral(state: State, stance: Stance): void {
  for (const use of state.uses) if (use.sentence === state.sentence && use.stance === 'neutral') use.stance = stance;
}

/** "防护服还有20套" tells the stock; "口罩500只，还有手套" goes on with the list. */
function onList(state: State, list: TokenOf<'list'>): void {
  state.lead = null;
  const [before, , after] = state.tokens.slice(Math.max(0, state.at - 1), state.at + 2);
  const stock = list.end - list.start === 2 && before?.kind === 'item' && after?.kind === 'amount';
  if (stock) onCue(state, { ...list, kind: 'cue', stance: 'held', side: 'before' });
}

function onClauseEnd(state: State): void {
  state.lead = null;
  state.clause += 1;
  state.explicit = false;
  state.total = false;
}

function onSentenceEnd(state: State, token: TokenOf<'hard'> | TokenOf<'newline'>): void {
  onClauseEnd(state);
  const spoke = state.uses.some((use) => use.sentence === state.sentence);
  state.sentence += 1;
  if (spoke || state.stance !== 'need') state.stance = token.kind === 'newline' ? state.heading : 'neutral';
  state.pending = [];
  [state.each, state.respectively, state.total] = [false, false, false];
}

/** A line with a cue and no goods ("急需物资：", "已收到") is the heading of the lines below it. */
function onLineEnd(state: State, token: TokenOf<'newline'>): void {
  const spoke = state.uses.some((use) => use.sentence === state.sentence);
  if (!spoke && state.stance !== 'neutral') state.heading = state.stance;
  const [pending, sentence] = [state.pending, state.sentence];
  onSentenceEnd(state, token);
  if (!spoke) state.stance = state.heading;
  if (amountAlone(state)) [state.pending, state.sentence] = [pending, sentence];
  state.bare = isBareLine(state.tokens, state.at + 1);
}

function amountAlone(state: State): boolean {
  const [amount, next] = state.tokens.slice(state.at + 1, state.at + 3);
  return amount?.kind === 'amount' && (next === undefined || next.kind === 'newline');
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

/** Whether a line holds nothing but goods and their separators. */
function isBareLine(tokens: readonly Token[], from: number): boolean {
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token || token.kind === 'newline') break;
    if (token.kind === 'noise' && at === from) continue;
    if (!BARE.has(token.kind)) return false;
  }
  return true;
}

/** Whether two amounts say the same; used to tell repeats. */
export function sameAmount(one: Amount | null, other: Amount | null): boolean {
  return one?.quantity === other?.quantity && one?.unit === other?.unit;
}
