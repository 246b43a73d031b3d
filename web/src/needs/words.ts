import { wordsOf } from '../shared/words-of.ts';

/** Words of the desks' screens: triage, dispatch, one need, a new need. */
export const words = wordsOf({ 'triage.title': '分诊派发' }, { 'triage.title': 'Triage' });
