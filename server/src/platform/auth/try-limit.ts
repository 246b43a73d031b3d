/** Counts tries by key in fixed windows, in memory and bounded: the oldest keys are forgotten first. */
export type TryLimit = {
  /** Seconds to wait when there have been too many tries, else 0 (and the try is counted). */
  take(key: string, now: number): number;
  /** The try was no guess: it does not count. */
  giveBack(key: string): void;
};

type Window = { from: number; tries: number };

/** At most `most` tries by key in `seconds`; at most `keys` are remembered. */
export function createTryLimit(most: number, seconds: number, keys = 50_000): TryLimit {
  const windows = new Map<string, Window>();
  const length = seconds * 1000;
  return {
    take(key, now) {
      const known = windows.get(key);
      if (known && now - known.from < length) {
        if (known.tries >= most) return Math.ceil((known.from + length - now) / 1000);
        known.tries++;
        return 0;
      }
      windows.delete(key);
      windows.set(key, { from: now, tries: 1 });
      if (windows.size > keys) windows.delete(windows.keys().next().value!);
      return 0;
    },
    giveBack(key) {
      const known = windows.get(key);
      if (known && known.tries > 0) known.tries--;
    },
  };
}
