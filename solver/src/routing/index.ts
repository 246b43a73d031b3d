export type { Fault, PlanRoute, PlanStep, PlanSummary, RoutingPlan, UnassignedTask, Violation } from './plan.ts';
export type * from './problem.ts';
export { type SolveOptions, type SolveProgress, solve } from './solve.ts';
