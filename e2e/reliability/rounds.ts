import { setTimeout as sleep } from 'node:timers/promises';
import type { Load } from './load.ts';

const PATIENCE_MS = 60_000;

/** Waits until so many more commands were answered. */
export async function untilMore(load: Load, count: number): Promise<void> {
  const enough = load.answered() + count;
  for (const deadline = Date.now() + PATIENCE_MS; load.answered() < enough; await sleep(5))
    if (Date.now() > deadline) throw new Error(`fewer than ${count} answers in ${PATIENCE_MS / 1000} s`);
}

export function median(milliseconds: readonly number[]): number {
  return [...milliseconds].sort((left, right) => left - right)[Math.floor(milliseconds.length / 2)] ?? 0;
}

/** `median 812 ms, longest 1,204 ms`. */
export function times(milliseconds: readonly number[]): string {
  const words = (value: number) => `${Math.round(value).toLocaleString('en-US')} ms`;
  return `median ${words(median(milliseconds))}, longest ${words(Math.max(...milliseconds))}`;
}
