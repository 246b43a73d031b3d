/** What other modules may use of the exercises. */
export { type DemoSignIn, isEmptyCity, seedDemo } from './demo.ts';
export { exerciseHandlers } from './handlers.ts';
export { type Outcome, play, type Progress } from './replay/play.ts';
export { type Speed, speedCodes } from './replay/speed.ts';
