export type { Fault, PlanRoute, PlanStep, PlanSummary, RoutingPlan, UnassignedTask, Violation } from './plan.ts';
export type * from './problem.ts';
export { type SolveOptions, type SolveProgress, solve, solveInSteps } from './solve.ts';
export { findFaults, limits, withCurrentKeys } from './faults/faults.ts';
export { explainUnassigned } from './reasons/reasons.ts';
export { drawPlan } from './svg/svg.ts';
export { type BrokenRule, type Verdict, verifyPlan } from './verify/verify.ts';
export { chooseTimes } from './choose-times/choose-times.ts';
export { createRounds, type Found, type Round, type RoundSearch } from './rounds.ts';
