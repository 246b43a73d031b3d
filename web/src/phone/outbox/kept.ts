import { useSyncExternalStore } from 'react';

/** A value that survives a reload: kept as JSON in this browser, one for each key, the same in every open tab. */
export type Kept<Value> = {
  read: () => Value;
  write: (value: Value) => void;
  watch: (watcher: () => void) => () => void;
};

const made = new Map<string, Kept<unknown>>();

/** The kept value of this key. What cannot be read any more counts as absent. */
export function keptUnder<Value>(key: string, absent: Value): Kept<Value> {
  const known = made.get(key) as Kept<Value> | undefined;
  if (known) return known;
  const kept = keep(key, absent);
  made.set(key, kept as Kept<unknown>);
  return kept;
}

export function useKept<Value>(kept: Kept<Value>): Value {
  return useSyncExternalStore(kept.watch, kept.read);
}

function keep<Value>(key: string, absent: Value): Kept<Value> {
  const watchers = new Set<() => void>();
  let value = stored(key, absent);
  const tell = () => {
    for (const watcher of watchers) watcher();
  };
  window.addEventListener('storage', (event) => {
    if (event.key !== key) return;
    value = stored(key, absent);
    tell();
  });
  return {
    read: () => value,
    write: (next) => {
      value = next;
      localStorage.setItem(key, JSON.stringify(next));
      tell();
    },
    watch: (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}

function stored<Value>(key: string, absent: Value): Value {
  try {
    return (JSON.parse(localStorage.getItem(key) ?? 'null') as Value | null) ?? absent;
  } catch {
    return absent;
  }
}
