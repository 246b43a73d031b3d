import type { Change } from '@baogong/contract';
import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { api } from './api.ts';
import { queryKeys, staleAfter } from './query-keys.ts';

/** `at`: when the server was last heard of. */
export type LiveState = { mode: 'connecting' | 'live' | 'polling' | 'down'; at: number };

const pollMs = 3_000;
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
  let last: string | undefined;
  let source: EventSource | undefined;
  let poll: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let waitMs = retryMs.first;
  let wasDown = false;
  let stopped = false;

  function take(change: Change): void {
    last = change.id;
    refresh(staleBy(change));
  }

  function open(): void {
    source = new EventSource(`/api/changes/stream${last ? `?after=${encodeURIComponent(last)}` : ''}`);
    source.addEventListener('open', () => {
      clearTimeout(poll);
      waitMs = retryMs.first;
      show('live');
    });
    source.addEventListener('ready', (event) => {
      // Cut off before any position was known: what changed meanwhile can't be told, so read everything on screen again.
      if (wasDown && last === undefined) refresh([[]]);
      last ??= event.lastEventId;
      wasDown = false;
    });
    source.addEventListener('change', (event: MessageEvent<string>) => {
      show('live');
      take(JSON.parse(event.data) as Change);
    });
    source.addEventListener('signed-out', () => refresh([queryKeys.me]));
    source.addEventListener('error', fallBack);
  }

  function fallBack(): void {
    source?.close();
    wasDown = true;
    if (stopped) return;
    clearTimeout(poll);
    clearTimeout(retry);
    void pollOnce();
    retry = setTimeout(open, waitMs);
    waitMs = Math.min(waitMs * 2, retryMs.longest);
  }

  async function pollOnce(): Promise<void> {
    try {
      const answer = await api.changes.pollChanges({ after: last });
      if (stopped || source?.readyState === EventSource.OPEN) return;
      show('polling');
      if (last === undefined) refresh([[]]);
      for (const change of answer.changes) take(change);
      last = answer.last;
    } catch {
      if (!stopped && source?.readyState !== EventSource.OPEN) show('down', state.at);
    }
    if (!stopped && source?.readyState !== EventSource.OPEN) poll = setTimeout(() => void pollOnce(), pollMs);
  }

  open();
  return () => {
    stopped = true;
    source?.close();
    clearTimeout(poll);
    clearTimeout(retry);
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
