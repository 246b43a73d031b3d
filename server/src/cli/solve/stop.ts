import { setImmediate } from 'node:timers/promises';

/** Exit code of a search that a signal ended: its best plan so far is written. */
export const STOPPED = 3;

/** Whether the search is to end; the flag is shared with threads. */
export type Stop = { flag: Int32Array<SharedArrayBuffer>; isAsked: () => boolean };

const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * Does work during which Ctrl-C and SIGTERM only ask to stop, so that what was found until then is not lost. A second one ends the
 * process as ever.
 */
export async function whileStoppable<Result>(
  language: 'zh' | 'en',
  work: (stop: Stop) => Promise<Result>,
): Promise<{ result: Result; isStopped: boolean }> {
  const stop = neverStopped();
  const ask = () => {
    unhear();
    Atomics.store(stop.flag, 0, 1);
    const words = {
      zh: '收到停止信号：写出目前最好的方案；再来一次则立即退出',
      en: 'Stopping: the best plan so far will be written; a second signal quits at once',
    };
    console.error(words[language]);
  };
  const unhear = () => {
    for (const signal of signals) process.off(signal, ask);
  };
  for (const signal of signals) process.on(signal, ask);
  try {
    return { result: await work(stop), isStopped: stop.isAsked() };
  } finally {
    unhear();
  }
}

/** A flag that nobody has set. */
export function neverStopped(): Stop {
  return stopOf(new Int32Array(new SharedArrayBuffer(4)));
}

/** The view of a flag, in the thread that has it or in another. */
export function stopOf(flag: Int32Array<SharedArrayBuffer>): Stop {
  return { flag, isAsked: () => Atomics.load(flag, 0) === 1 };
}

/** Runs steps to their end; signals are heard between them. */
export async function runSteps<Result>(steps: Generator<void, Result, void>): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}
