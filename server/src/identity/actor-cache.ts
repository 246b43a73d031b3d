import { hash } from 'node:crypto';
import type { Actor } from '../platform/actor.ts';
import { currentGeneration } from './generation.ts';

const KEPT_MILLISECONDS = 30_000;
const LARGEST = 20_000;

/** An actor and the instant (milliseconds) after which its session or token is no longer good. */
export type Found = { actor: Actor; goodUntil: number };
type Entry = Found & { generation: number; until: number };

/**
 * Remembers who stands behind a cookie or token for half a minute, keyed by its hash. Entries older than the last
 * change of people, posts or tokens do not count; unknown credentials are not remembered.
 */
export function createActorCache(now: () => number) {
  const entries = new Map<string, Entry>();

  return {
    async get(credential: string, find: () => Promise<Found | null>): Promise<Actor | null> {
      const key = hash('sha256', credential, 'base64');
      const known = entries.get(key);
      if (known && known.generation === currentGeneration() && known.until > now()) return known.actor;
      // Taken before reading: a change that commits meanwhile voids what we are about to read.
      const generation = currentGeneration();
      const found = await find();
      entries.delete(key);
      if (!found) return null;
      if (entries.size >= LARGEST) entries.delete(entries.keys().next().value!);
      entries.set(key, { ...found, generation, until: Math.min(now() + KEPT_MILLISECONDS, found.goodUntil) });
      return found.actor;
    },
    forget: () => entries.clear(),
  };
}
