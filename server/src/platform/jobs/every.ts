import type { Logger } from 'pino';

/** Runs the work again and again, a pause between runs, never two at once; a failure is logged and the next run comes. */
export function every(
  milliseconds: number,
  logger: Logger,
  name: string,
  work: () => Promise<void>,
): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();

  function run(): void {
    running = work()
      .catch((error: unknown) => logger.error({ err: error, tick: name }, 'timed work failed; trying again'))
      .then(() => {
        if (!stopped) timer = setTimeout(run, milliseconds);
      });
  }

  timer = setTimeout(run, milliseconds);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
