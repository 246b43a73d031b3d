export type { RoutingPlan } from './routing/plan.ts';
export type { RoutingProblem } from './routing/problem.ts';
export { type SolveOptions, type SolveProgress, solve } from './routing/solve.ts';
