import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A load generator in a process of its own: takes one order at a time and answers with its result. */
export type Worker<Order extends object, Result> = { ask(order: Order): Promise<Result>; stop(): Promise<void> };

export function startWorker<Order extends object, Result>(file: string): Worker<Order, Result> {
  const child: ChildProcess = fork(file, { serialization: 'advanced', execArgv: [] });
  const exit = once(child, 'exit');
  return {
    async ask(order) {
      child.send(order);
      const failed = exit.then(([code]) => Promise.reject(new Error(`the load generator ended with ${code}`)));
      const [result] = (await Promise.race([once(child, 'message'), failed])) as [Result];
      return result;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await exit;
    },
  };
}
