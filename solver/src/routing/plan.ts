import type { Coordinates } from './problem.ts';

/** A plan: VROOM's output, with the extensions marked so. Units as in the problem. */
export type RoutingPlan = {
  /** 0: no error; 1: internal; 2: input (then `faults` says what and where). */
  code: 0 | 1 | 2;
  error?: string;
  /** Extension: with code 2, what is wrong with the problem. */
  faults?: Fault[];
  summary: PlanSummary;
  /** Tasks that nobody serves; a shipment is named twice, as pickup and delivery. */
  unassigned: UnassignedTask[];
  routes: PlanRoute[];
};

export type PlanSummary = {
  cost: number;
  routes: number;
  unassigned: number;
  delivery: number[];
  amount: number[];
  pickup: number[];
  setup: number;
  service: number;
  /** Seconds of travel. */
  duration: number;
  waiting_time: number;
  /** Sum of the priorities of the tasks served. */
  priority: number;
  /** Metres of travel, where the problem knows distances. */
  distance?: number;
  violations: Violation[];
  computing_times?: { loading: number; solving: number; routing: number };
  /** Extension: iterations done, so that the same number gives the same plan. */
  iterations?: number;
  /** Extension: seconds after the last time windows, over all tasks. */
  lateness?: number;
};

/** Why no vehicle serves a task. Machine-readable: words are made where people read. */
export type UnassignedReason = {
  code:
    | 'skills'
    | 'capacity'
    | 'vehicle-size'
    | 'vehicle-type'
    | 'time-window'
    | 'unreachable'
    | 'travel-limit'
    | 'task-limit'
    | 'not-worth-its-cost'
    | 'fleet-is-busy';
  /**
   * Vehicles that this alone keeps from serving the task, even when empty; of the last two codes those that could. The first
   * hundred.
   */
  vehicles: number[];
};

export type UnassignedTask = {
  id: number;
  type: 'job' | 'pickup' | 'delivery';
  description?: string;
  location?: Coordinates;
  location_index?: number;
  /** Extension. */
  reasons: UnassignedReason[];
};

export type PlanRoute = {
  vehicle: number;
  description?: string;
  cost: number;
  delivery: number[];
  amount: number[];
  pickup: number[];
  setup: number;
  service: number;
  duration: number;
  waiting_time: number;
  priority: number;
  distance?: number;
  violations: Violation[];
  steps: PlanStep[];
};

export type PlanStep = {
  type: 'start' | 'job' | 'pickup' | 'delivery' | 'break' | 'reload' | 'end';
  id?: number;
  description?: string;
  location?: Coordinates;
  location_index?: number;
  /** When the vehicle is there. */
  arrival: number;
  /** Seconds of travel since the start. */
  duration: number;
  /** Metres of travel since the start. */
  distance?: number;
  setup: number;
  service: number;
  /** Seconds between arrival and the start of setup and service. */
  waiting_time: number;
  /** On board after the step. */
  load?: number[];
  violations: Violation[];
  /** Extension: seconds after the end of the last time window. */
  lateness?: number;
};

export type Violation = {
  cause:
    | 'delay'
    | 'lead_time'
    | 'load'
    | 'max_tasks'
    | 'skills'
    | 'precedence'
    | 'missing_break'
    | 'max_travel_time'
    | 'max_distance'
    | 'max_load';
  duration?: number;
};

/** What is wrong with a problem, where, and with which values. Words are made where people read. */
export type Fault = {
  /** JSON path: `$.jobs[3].time_windows[0]`. */
  path: string;
  /** English kebab-case: `not-an-integer`, `duplicate-id`, `window-reversed` … */
  code: string;
  parameters?: Record<string, number | string>;
};
