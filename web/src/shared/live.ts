import type { Change } from '@baogong/contract';
import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { api } from './api.ts';
import { queryKeys, staleAfter } from './query-keys.ts';

/** `at`: when the server was last heard of. */
export type LiveState = { mode: 'connecting' | 'live' | 'polling' | 'down'; at: number };

const pollMs = 3_000;
/** The server sends a beat every 20 s: a stream silent for this long is cut off, whatever the browser believes. */
const silentMs = 50_000;
const retryMs = { first: 2_000, longest: 60_000 };
/** Pause between two rounds of reading again: a burst of changes costs one round. */
const roundMs = 600;

let state: LiveState = { mode: 'connecting', at: Date.now() };
const watchers = new Set<() => void>();

/** How fresh this tab is; for the staleness badge. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(watch, () => state);
}

/** Follows all changes over one stream for this tab, polling while it is down. Returns what stops it. */
export function followChanges(client: QueryClient): () => void {
  const refresh = refresher(client);
  const timers = namedTimers();
  let last: string | undefined;
  let source: EventSource | undefined;
  let waitMs = retryMs.first;
  let missed = false;
  let stopped = false;
  const isOpen = () => source?.readyState === EventSource.OPEN;

  function take(change: Change): void {
    last = change.id;
    refresh(staleBy(change));
  }

  function heard(): void {
    show('live');
    timers.start('silence', silentMs, fallBack);
  }

  function open(): void {
    source = openStream(last, {
      onOpen() {
        timers.stop('poll');
        waitMs = retryMs.first;
        heard();
      },
      onReady(position) {
        // Cut off before any position was known: what changed meanwhile can't be told, so read everything again.
        if (missed && last === undefined) refresh([[]]);
        last ??= position;
        missed = false;
      },
      onHeard: heard,
      onChange: take,
      onSignedOut: () => refresh([queryKeys.me]),
      onLost: fallBack,
    });
  }

  function fallBack(): void {
    source?.close();
    missed = true;
    if (stopped) return;
    timers.stop('silence');
    void pollOnce();
    timers.start('retry', waitMs, open);
    waitMs = Math.min(waitMs * 2, retryMs.longest);
  }

  async function pollOnce(): Promise<void> {
    const answer = await api.changes.pollChanges({ after: last }).catch(() => null);
    if (stopped || isOpen()) return;
    show(answer ? 'polling' : 'down', answer ? Date.now() : state.at);
    if (answer) {
      if (last === undefined) refresh([[]]);
      for (const change of answer.changes) take(change);
      last = answer.last;
    }
    timers.start('poll', answer?.behind ? 0 : pollMs, () => void pollOnce());
  }

  open();
  return () => {
    stopped = true;
    source?.close();
    timers.stopAll();
  };
}

/** What to read again after a change: its module's keys, and the one need it is about. */
export function staleBy(change: Pick<Change, 'fact' | 'subjectId'>): (readonly string[])[] {
  const keys = [...(staleAfter[change.fact.split('.')[0] ?? ''] ?? [])];
  if (change.fact.startsWith('needs.') && change.subjectId) {
    keys.push(queryKeys.need(change.subjectId), queryKeys.suggestion(change.subjectId));
  }
  return keys;
}

type StreamListener = {
  onOpen: () => void;
  /** Everything before this position is known. */
  onReady: (position: string) => void;
  onHeard: () => void;
  onChange: (change: Change) => void;
  onSignedOut: () => void;
  onLost: () => void;
};

function openStream(after: string | undefined, listener: StreamListener): EventSource {
  const source = new EventSource(`/api/changes/stream${after ? `?after=${encodeURIComponent(after)}` : ''}`);
  source.addEventListener('open', listener.onOpen);
  source.addEventListener('beat', listener.onHeard);
  source.addEventListener('ready', (event) => listener.onReady(event.lastEventId));
  source.addEventListener('change', (event: MessageEvent<string>) => {
    listener.onHeard();
    listener.onChange(JSON.parse(event.data) as Change);
  });
  source.addEventListener('signed-out', listener.onSignedOut);
  source.addEventListener('error', listener.onLost);
  return source;
}

/** Named timers: starting one again replaces it. */
function namedTimers() {
  const running = new Map<string, ReturnType<typeof setTimeout>>();
  const stop = (name: string) => clearTimeout(running.get(name));
  return {
    start(name: string, afterMs: number, run: () => void): void {
      stop(name);
      running.set(name, setTimeout(run, afterMs));
    },
    stop,
    stopAll: () => running.forEach((timer) => clearTimeout(timer)),
  };
}

function refresher(client: QueryClient): (keys: (readonly string[])[]) => void {
  const waiting = new Map<string, readonly string[]>();
  let busy = false;
  async function rounds(): Promise<void> {
    busy = true;
    while (waiting.size > 0) {
      const keys = [...waiting.values()];
      waiting.clear();
      await Promise.allSettled(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
      await new Promise((resume) => setTimeout(resume, roundMs));
    }
    busy = false;
  }
  return (keys) => {
    for (const key of keys) waiting.set(key.join(' '), key);
    if (!busy) void rounds();
  };
}

function show(mode: LiveState['mode'], at: number = Date.now()): void {
  const quiet = mode === state.mode && mode !== 'down';
  state = { mode, at };
  if (!quiet) for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
