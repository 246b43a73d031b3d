import type { ReplayProgress } from '@baogong/contract';

export type Speed = '1h/s' | '6h/s' | '1d/s' | 'max';
export type ReplayState = 'idle' | 'running' | 'failed' | 'stopped' | 'done';

const streamHours = 19 * 24;

/** Speeds to choose from, with how many seconds the 19 days then take; `max` depends on the machine. */
export const speeds: readonly { speed: Speed; seconds: number | null }[] = [
  { speed: '1h/s', seconds: streamHours },
  { speed: '6h/s', seconds: streamHours / 6 },
  { speed: '1d/s', seconds: streamHours / 24 },
  { speed: 'max', seconds: null },
];

/** Where a replay stands. */
export function stateOf(progress: Pick<ReplayProgress, 'running' | 'failure' | 'played' | 'total'>): ReplayState {
  if (progress.running) return 'running';
  if (progress.failure) return 'failed';
  if (progress.played === 0) return 'idle';
  return progress.played >= progress.total ? 'done' : 'stopped';
}
