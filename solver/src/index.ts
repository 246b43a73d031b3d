export type { RoutingPlan } from './routing/plan.ts';
export type { RoutingProblem } from './routing/problem.ts';
