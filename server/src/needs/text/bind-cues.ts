import { endsClause, usesOfSentence, type State, type Use } from './bind-state.ts';
import type { Stance, TokenOf } from './types.ts';

export function onCue(state: State, cue: TokenOf<'cue'>): void {
  const here = usesOfSentence(state).filter((use) => use.clause === state.clause);
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

function markNeutral(state: State, stance: Stance): void {
  for (const use of usesOfSentence(state)) if (use.stance === 'neutral') use.stance = stance;
}

/** "还有20套，今晚就没有了": the stock named before runs out. */
function markShort(state: State): void {
  const last = state.uses.at(-1);
  if (last?.stance === 'held' && last.amount && last.sentence === state.sentence) last.stance = 'short';
}
