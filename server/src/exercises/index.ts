/** What other modules may use of the exercises. */
export { isEmptyCity, seedDemo } from './demo.ts';
export { type DemoSignIn, newPassword } from './demo-people.ts';
export { exerciseHandlers } from './handlers.ts';
export { type Outcome, play, type Progress } from './replay/play.ts';
export { type Speed, speedCodes } from './replay/speed.ts';
export { stopPlaying } from './player.ts';
