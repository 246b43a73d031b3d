import { wordsOf } from '../../shared/words-of.ts';

export const words = wordsOf({}, {});
