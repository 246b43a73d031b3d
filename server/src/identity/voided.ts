import type { RecordedEvent } from '../platform/log/read.ts';

/** Changes of this many people, tokens and sessions are remembered one by one; older ones void everything. */
const MOST_REMEMBERED = 10_000;

let count = 0;
let floor = 0;
const lastChange = new Map<string, number>();

/** How many changes this process knows of. Take it before reading; what was read holds while `isVoid` says no. */
export function changesSoFar(): number {
  return count;
}

/** True when one of the subjects (people, tokens, sessions) has changed since `stamp`. */
export function isVoid(stamp: number, subjects: readonly string[]): boolean {
  return stamp < floor || subjects.some((subject) => (lastChange.get(subject) ?? 0) > stamp);
}

/** Call after the commit that changed this person, token or session; without a subject everything is void. */
export function identityChanged(subject?: string): void {
  count++;
  if (subject === undefined) return forgetEverything();
  lastChange.delete(subject);
  lastChange.set(subject, count);
  const [oldest] = lastChange;
  if (lastChange.size > MOST_REMEMBERED && oldest) {
    lastChange.delete(oldest[0]);
    floor = oldest[1];
  }
}

/** Hook this to the log: changes made by other processes count here as well. */
export function forgetOn(event: Pick<RecordedEvent, 'module' | 'action' | 'subjectId' | 'details'>): void {
  if (event.module !== 'identity' || event.action === 'sign-in') return;
  identityChanged(event.subjectId);
  // A new password ends all sessions of its person.
  if (event.action === 'change-password') identityChanged(String(event.details['personId']));
}

function forgetEverything(): void {
  floor = count;
  lastChange.clear();
}
