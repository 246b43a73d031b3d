import { onAmount } from './bind-amounts.ts';
import { onCue } from './bind-cues.ts';
import { isBareLine, newUse, startState, type State, type Use } from './bind-state.ts';
import type { Token, TokenOf } from './types.ts';

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
  return (
    next?.kind === 'item' ||
    (next?.kind === 'newline' && after?.kind !== 'amount') ||
    (next?.kind === 'noise' && after?.kind === 'item')
  );
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
  const spoke = state.uses.at(-1)?.sentence === state.sentence;
  state.sentence += 1;
  if (spoke || state.stance !== 'need') state.stance = token.kind === 'newline' ? state.heading : 'neutral';
  state.pending = [];
  [state.each, state.respectively, state.total] = [false, false, false];
}

/** A line with a cue and no goods ("急需物资：", "已收到") is the heading of the lines below it. */
function onLineEnd(state: State, token: TokenOf<'newline'>): void {
  const spoke = state.uses.at(-1)?.sentence === state.sentence;
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
