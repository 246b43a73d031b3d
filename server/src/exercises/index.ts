/** What other modules may use of the exercises. */
export { type DemoSignIn, isEmptyCity, seedDemo } from './demo.ts';
export { exerciseHandlers } from './handlers.ts';
