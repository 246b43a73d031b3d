/** A piece of work of a step: a command, or one test file. `slot` counts from 0; what runs in one slot never overlaps. */
export type Job<Result> = {
  step: string;
  /** Steps that must have ended before, as far as they are part of the run. */
  after: readonly string[];
  /** At most one job of this step runs at a time. */
  oneAtATime: boolean;
  work(slot: number): Promise<Result>;
};

/** Runs the jobs in as many slots; each free slot takes the first that may start. Gives the results in the jobs' order. */
export async function runJobs<Result>(jobs: readonly Job<Result>[], slots: number): Promise<Result[]> {
  const waiting = new Set(jobs.keys());
  const running = new Map<number, Promise<void>>();
  const results: Result[] = [];
  const free = Array.from({ length: slots }, (_, slot) => slot);
  const inHand = (step: string) => [...running.keys()].some((index) => jobs[index]!.step === step);
  const isOpen = (step: string) => inHand(step) || [...waiting].some((index) => jobs[index]!.step === step);
  const mayStart = ({ step, after, oneAtATime }: Job<Result>) => !(oneAtATime && inHand(step)) && !after.some(isOpen);

  async function work(index: number, slot: number): Promise<void> {
    results[index] = await jobs[index]!.work(slot);
    running.delete(index);
    free.unshift(slot);
  }

  while (waiting.size > 0 || running.size > 0) {
    for (const index of waiting) {
      if (free.length === 0) break;
      if (!mayStart(jobs[index]!)) continue;
      waiting.delete(index);
      running.set(index, work(index, free.shift()!));
    }
    if (running.size === 0) throw new Error('The steps wait for each other.');
    await Promise.race(running.values());
  }
  return results;
}
