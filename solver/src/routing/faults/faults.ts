import { problemShape } from './keys.ts';
import { findMatrixFaults } from './matrices.ts';
import { FaultList, isObject, rowsOf } from './shape.ts';
import { findStepFaults } from './steps.ts';
import {
  findDimensionFaults,
  findDistantWindows,
  findProfileFaults,
  findSharedIds,
  findWhereaboutsFaults,
} from './together.ts';
import type { Fault } from '../plan.ts';
import type { RoutingProblem } from '../problem.ts';

export { limits } from './limits.ts';

/**
 * Everything that keeps a problem from being one, with JSON paths: wrong types and numbers, unknown and repeated ids, matrices
 * that don't fit, steps that name nothing. Tasks that no vehicle can serve are no faults: the plan leaves them out with reasons.
 * At most `limits.faults` are told. Takes any JSON value; takes time linear in its size.
 */
export function findFaults(problem: unknown): Fault[] {
  const faults = new FaultList();
  const current = withCurrentKeys(problem);
  problemShape(current, '$', faults);
  if (!isObject(problem) || !isObject(current)) return faults.found;
  findNoTasks(current, faults);
  const size = findMatrixFaults(current.matrices, faults);
  findSharedIds(current, faults);
  findDimensionFaults(current, faults);
  findWhereaboutsFaults(current, size, faults);
  findProfileFaults(current, faults);
  findDistantWindows(current, faults);
  // Steps name tasks: wrong tasks are told first, or each would be told twice.
  if (!faults.found.some(({ path }) => /^\$\.(jobs|shipments)/.test(path))) findStepFaults(current, faults);
  return current === problem
    ? faults.found
    : faults.found.map((fault) => ({ ...fault, path: givenPath(fault.path, problem) }));
}

/** For values whose faults were looked for: there are none. */
export function isProblem(problem: unknown): problem is RoutingProblem {
  return findFaults(problem).length === 0;
}

function findNoTasks(problem: Record<string, unknown>, faults: FaultList): void {
  const none = (list: unknown) => list === undefined || (Array.isArray(list) && list.length === 0);
  if (none(problem.jobs) && none(problem.shipments)) faults.add('$.jobs', 'no-tasks');
}

/** The path as the reader's file has it, where keys were renamed. */
function givenPath(path: string, problem: Record<string, unknown>): string {
  if (problem.matrices === undefined && path.startsWith('$.matrices'))
    return path.replace(/^\$\.matrices(\.car\.durations)?/, '$.matrix');
  const [, start, at, rest] = /^(\$\.jobs\[(\d+)\]\.)delivery(.*)$/.exec(path) ?? [];
  return at !== undefined && isOld(rowsOf(problem.jobs)[Number(at)] ?? {}) ? `${start}amount${rest}` : path;
}

/** Whether a job says its delivery as VROOM's crossed-out `amount`. */
function isOld(job: Record<string, unknown>): boolean {
  return job.amount !== undefined && job.delivery === undefined && job.pickup === undefined;
}

/**
 * VROOM still reads two keys that its documentation crosses out, and so do we: `matrix` for the durations of `car`, and a job's
 * `amount` for its `delivery`. Gives the problem with the keys of today; the very same object when there is nothing to change.
 */
export function withCurrentKeys(problem: unknown): unknown {
  if (!isObject(problem)) return problem;
  const { matrix, ...rest } = problem;
  const renamesMatrix = matrix !== undefined && problem.matrices === undefined;
  const renamesAmounts = rowsOf(problem.jobs).some(isOld);
  if (!renamesMatrix && !renamesAmounts) return problem;
  const jobs = renamesAmounts && Array.isArray(problem.jobs) ? problem.jobs.map(withDelivery) : problem.jobs;
  return {
    ...rest,
    ...(jobs !== undefined && { jobs }),
    ...(renamesMatrix && { matrices: { car: { durations: matrix } } }),
  };
}

function withDelivery(job: unknown): unknown {
  if (!isObject(job) || !isOld(job)) return job;
  const { amount, ...others } = job;
  return { ...others, delivery: amount };
}
