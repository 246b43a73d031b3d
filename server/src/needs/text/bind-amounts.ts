import { leadsItem, newUse, SEPARATORS, usesOfSentence, type State, type Use } from './bind-state.ts';
import type { Amount, Token, TokenOf } from './types.ts';

export function onAmount(state: State, amount: TokenOf<'amount'>): void {
  if (countsPack(state, amount) || amends(state, amount)) return;
  if (state.total && (usesOfSentence(state).some((use) => use.amount) || state.pending.length !== 1)) {
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
  const opens =
    asked?.kind === 'cue' &&
    asked.stance === 'need' &&
    !leadsItem(state) &&
    state.tokens[state.at + 1]?.kind !== 'text';
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
