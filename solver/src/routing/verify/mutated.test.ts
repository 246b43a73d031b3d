import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Draw, drawFrom, randomProblem } from '../../../testing/random-problem.ts';
import { findFaults } from '../faults/faults.ts';
import type { PlanRoute, PlanStep, RoutingPlan } from '../plan.ts';
import { solve } from '../solve.ts';
import { verifyPlan } from './verify.ts';

type Mutation = (plan: RoutingPlan, route: PlanRoute, step: PlanStep, draw: Draw) => void;

/** Each makes a plan wrong, whatever the problem. */
const mutations: Record<string, Mutation> = {
  'arrives at another time': (_plan, _route, step, draw) => (step.arrival += draw.whole(1, 9)),
  'waits longer than it says': (_plan, _route, step, draw) => (step.waiting_time += draw.whole(1, 9)),
  'serves for another time': (_plan, _route, step) => (step.service += 1),
  'sets up for another time': (_plan, _route, step) => (step.setup += 1),
  'has travelled farther': (_plan, _route, step) => (step.duration += 1),
  'leaves a step out': (_plan, route, step) => route.steps.splice(route.steps.indexOf(step), 1),
  'does a step twice': (_plan, route, step) => route.steps.splice(route.steps.indexOf(step), 0, structuredClone(step)),
  'has other goods on board': (_plan, _route, step) => step.load?.splice(0, 1, step.load[0]! + 1),
  'is late without saying': (_plan, _route, step) => (step.lateness = (step.lateness ?? 0) + 1),
  'costs less than it does': (_plan, route) => (route.cost -= 2),
  'has another total': (plan, _route, _step, draw) => {
    plan.summary[draw.one(['cost', 'duration', 'service', 'waiting_time', 'unassigned', 'routes'] as const)] += 2;
  },
  'forgets a task': (plan, route, step) => {
    plan.routes.splice(plan.routes.indexOf(route), 1, { ...route, steps: route.steps.filter((one) => one !== step) });
  },
  'names a vehicle that is not there': (_plan, route) => (route.vehicle = 4711),
};

const PROBLEMS = 150;

test('the checker sees each slip in plans of problems with any mixture of rules', () => {
  let tried = 0;
  for (let seed = 1; seed <= PROBLEMS; seed += 1) {
    const problem = randomProblem(seed);
    if (findFaults(problem).length > 0) continue;
    const plan = solve(problem, { iterations: 5, seed });
    if (plan.routes.length === 0) continue;
    for (const [name, mutate] of Object.entries(mutations)) {
      const draw = drawFrom(seed);
      const wrong = structuredClone(plan);
      const route = draw.one(wrong.routes);
      const tasks = route.steps.filter(({ type }) => type === 'job' || type === 'pickup' || type === 'delivery');
      mutate(wrong, route, draw.one(tasks), draw);
      tried += 1;
      assert.notDeepEqual(verifyPlan(problem, wrong).violations, [], `seed ${seed}: a plan that ${name}`);
    }
  }
  assert.ok(tried > 1000, `${tried} plans`);
});
