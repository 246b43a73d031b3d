import { hash } from 'node:crypto';
import type { Actor } from '../platform/actor.ts';
import { changesSoFar, isVoid } from './voided.ts';

const KEPT_MILLISECONDS = 30_000;
const LARGEST = 20_000;

/**
 * An actor, the instant (milliseconds) after which its session or token is no longer good, and the ids of the person,
 * session or token whose change voids it.
 */
export type Found = { actor: Actor; goodUntil: number; subjects: readonly string[] };
type Entry = Found & { stamp: number; until: number };
type Search = { stamp: number; found: Promise<Found | null> };

/**
 * Remembers who stands behind a cookie or token for half a minute, keyed by its hash, until the person, session or
 * token changes. Requests that come while it is being looked up wait for the same answer. Unknown credentials are not
 * remembered.
 */
export function createActorCache(now: () => number) {
  const entries = new Map<string, Entry>();
  const searches = new Map<string, Search>();

  function startSearch(key: string, find: () => Promise<Found | null>): Search {
    // Taken before reading: a change that commits meanwhile voids what is about to be read.
    const search = { stamp: changesSoFar(), found: find() };
    searches.set(key, search);
    const end = () => searches.get(key) === search && searches.delete(key);
    search.found.then(end, end);
    return search;
  }

  function remember(key: string, found: Found | null, stamp: number): void {
    entries.delete(key);
    if (!found) return;
    if (entries.size >= LARGEST) entries.delete(entries.keys().next().value!);
    entries.set(key, { ...found, stamp, until: Math.min(now() + KEPT_MILLISECONDS, found.goodUntil) });
  }

  return {
    async get(credential: string, find: () => Promise<Found | null>): Promise<Actor | null> {
      const key = hash('sha256', credential, 'base64');
      const known = entries.get(key);
      if (known && known.until > now() && !isVoid(known.stamp, known.subjects)) return known.actor;
      const running = searches.get(key);
      const search = running?.stamp === changesSoFar() ? running : startSearch(key, find);
      const found = await search.found;
      remember(key, found, search.stamp);
      return found?.actor ?? null;
    },
  };
}
