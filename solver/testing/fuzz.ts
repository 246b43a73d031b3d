import type { RoutingPlan } from '../src/routing/plan.ts';
import type { RoutingProblem } from '../src/routing/problem.ts';
import { solve } from '../src/routing/solve.ts';
import { verifyPlan } from '../src/routing/verify/verify.ts';
import { worthOfPlan } from './judge-plan.ts';
import { compareWorths, optimumOf, type Worth } from './optimum.ts';
import { randomProblem } from './random-problem.ts';

export type FuzzResult = {
  seed: number;
  /** `optimal`, or what is wrong: the plan breaks a rule, beats the proven optimum (then one of both is wrong), or is worse. */
  outcome: 'optimal' | 'worse' | 'infeasible' | 'better' | 'crash';
  problem: RoutingProblem;
  plan?: RoutingPlan;
  worth?: Worth;
  optimum?: Worth;
  detail?: unknown;
};

/** Solves one random small problem and holds the plan against the checker and the proven optimum. */
export function fuzz(seed: number, iterations: number): FuzzResult {
  const problem = randomProblem(seed);
  let plan: RoutingPlan;
  try {
    plan = solve(problem, { iterations, seed, now: () => 0 });
  } catch (error) {
    return { seed, outcome: 'crash', problem, detail: error instanceof Error ? error.stack : error };
  }
  const { violations, cost, leftOutCost } = verifyPlan(problem, plan);
  const worth = worthOfPlan(problem, plan);
  const optimum = optimumOf(problem);
  const order = compareWorths(worth, optimum);
  const result = { seed, problem, plan, worth, optimum };
  if (violations.length > 0) return { ...result, outcome: 'infeasible', detail: violations };
  const checked = cost + leftOutCost;
  if (Math.abs(checked - worth.cost) > 1e-3)
    return { ...result, outcome: 'infeasible', detail: `the checker says it costs ${checked}` };
  return { ...result, outcome: order === 0 ? 'optimal' : order < 0 ? 'better' : 'worse' };
}
