export { type InstanceReading, readInstance } from './challenge-instance.ts';
export { readSolution, type SolutionReading, writeSolution } from './challenge-solution.ts';
export { checkSolution, type Rule, type RuleFault, type Verdict } from './check.ts';
export * from './problem.ts';
export { type Progress, replenish, replenishInSteps, type Replenishment, type ReplenishOptions } from './replenish.ts';
export { examine, type Examination } from './examine.ts';
