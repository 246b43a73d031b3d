import type { RecordedEvent } from '../platform/log/read.ts';

let generation = 0;

/** Counts up with every change of people, posts and tokens that this process knows of: what was cached before is void. */
export function currentGeneration(): number {
  return generation;
}

/** Call after a commit that changed people, posts, tokens or sessions. */
export function identityChanged(): void {
  generation++;
}

/** Hook this to the log: changes made by other processes count here as well. */
export function forgetOn(event: Pick<RecordedEvent, 'module' | 'action'>): void {
  if (event.module === 'identity' && event.action !== 'sign-in') identityChanged();
}
