export { allocate } from './allocate.ts';
export type {
  AllocationItem,
  AllocationOptions,
  AllocationProblem,
  AllocationSite,
  AllocationSource,
  Demand,
  Lane,
  Override,
  Supply,
} from './problem.ts';
export type {
  Aim,
  AllocationFault,
  AllocationLine,
  AllocationResult,
  AllocationSummary,
  Cause,
  FaultCode,
  OverrideEffect,
  Reason,
  Shipment,
} from './result.ts';
export {
  type FlowCut,
  type FlowNetwork,
  type FlowOptions,
  type FlowProof,
  type FlowSolution,
  type OpenFlow,
  openFlow,
  solveFlow,
  verifyFlow,
} from './transport/index.ts';
export { type Breach, findUnevenness, type Unevenness, verifyAllocation } from './verify/index.ts';
export { type FleetPlan, type FleetProblem, type FleetSolution, openFleetPlan } from './fleet-plan.ts';
