import { makeWorkerUtils, run, type TaskList, Logger as WorkerLogger } from 'graphile-worker';
import type { Services } from '../http/context.ts';
import { follow } from '../log/follow.ts';

export type JobTable = {
  /** Fact (`module.action`) → name of the job it starts. The job's payload is the fact's subject id. */
  reactions: Record<string, string>;
  jobs: Record<string, (subjectId: string) => Promise<void>>;
};

const CONCURRENCY = 2;
/** Its own few connections: long work never takes one that a request waits for. */
const POOL = 3;
const POLL_MILLISECONDS = 500;
const MOST_ATTEMPTS = 5;

/** Long work in the background, in the same database (graphile-worker), fed by a follower of the log after the fact. */
export async function startJobs(services: Services, table: JobTable): Promise<{ stop(): Promise<void> }> {
  const { database, db, hints, logger } = services;
  const workerLogger = new WorkerLogger(
    () => (level, message) => level === 'error' && logger.error({ jobs: true }, message),
  );
  const utils = await makeWorkerUtils({ connectionString: database.url, maxPoolSize: POOL, logger: workerLogger });
  await utils.migrate();
  const taskList: TaskList = Object.fromEntries(
    Object.entries(table.jobs).map(([name, job]) => [
      name,
      (payload: unknown) => job((payload as { subjectId: string }).subjectId),
    ]),
  );
  const runner = await run({
    connectionString: database.url,
    maxPoolSize: POOL,
    taskList,
    concurrency: CONCURRENCY,
    pollInterval: POLL_MILLISECONDS,
    noHandleSignals: true,
    logger: workerLogger,
  });
  const feeder = follow(db, hints, logger, {
    name: 'jobs',
    async act(_tx, events) {
      for (const event of events) {
        const job = table.reactions[`${event.module}.${event.action}`];
        if (!job) continue;
        await utils.addJob(
          job,
          { subjectId: event.subjectId },
          { jobKey: `${job}:${event.subjectId}`, maxAttempts: MOST_ATTEMPTS },
        );
      }
    },
  });
  return {
    async stop() {
      await feeder.stop();
      await runner.stop();
      await utils.release();
    },
  };
}
