import { problemOf } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';

/** What became of one sending; `again`: the very same command may well be taken later. */
export type Attempt<Answer> = { taken: Answer } | { problem: Problem; again: boolean };

/** Sends a command once. Sending it again is safe, for it carries its id. */
export async function attempt<Answer>(call: () => Promise<Answer>): Promise<Attempt<Answer>> {
  try {
    return { taken: await call() };
  } catch (error) {
    const problem = problemOf(error);
    return { problem, again: mayPass(problem.status) };
  }
}

/** No answer, signed out, too much at once, server down. */
function mayPass(status: number): boolean {
  return status === 0 || status === 401 || status === 408 || status === 429 || status >= 500;
}
