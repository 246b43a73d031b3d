import { setTimeout as sleep } from 'node:timers/promises';

/** Speeds by name: virtual seconds in a second of the wall clock; `max` waits for nothing but the server. */
export const speeds = { '1h/s': 3600, '6h/s': 21_600, '1d/s': 86_400, max: Infinity } as const;
export type Speed = keyof typeof speeds;
export const speedCodes = Object.keys(speeds) as [Speed, ...Speed[]];

/** Waits until the virtual moment has come; throws when the run is stopped. When the server is slower, moments come late. */
export type VirtualClock = (moment: Temporal.Instant) => Promise<void>;

export function startClock(speed: Speed, from: Temporal.Instant, signal: AbortSignal): VirtualClock {
  const started = performance.now();
  return async (moment) => {
    signal.throwIfAborted();
    const wall = (moment.epochMilliseconds - from.epochMilliseconds) / speeds[speed];
    const wait = started + wall - performance.now();
    if (wait > 0) await sleep(wait, undefined, { signal });
  };
}
