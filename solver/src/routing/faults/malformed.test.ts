import assert from 'node:assert/strict';
import { test } from 'node:test';
import { malformedProblem } from '../../../testing/malformed-problem.ts';
import { findFaults, withCurrentKeys } from './faults.ts';
import type { RoutingProblem } from '../problem.ts';
import { explainUnassigned } from '../reasons/reasons.ts';
import { solve } from '../solve.ts';
import { drawPlan } from '../svg/svg.ts';
import { verifyPlan } from '../verify/verify.ts';

const PROBLEMS = 5000;

test('of thousands of problems with slips each is refused with paths, or planned soundly; none breaks or hangs anything', () => {
  const counts = { refused: 0, planned: 0 };
  for (let seed = 1; seed <= PROBLEMS; seed += 1) {
    const given = malformedProblem(seed);
    const faults = findFaults(given);
    for (const { path, code } of faults) {
      assert.match(path, /^\$/, `seed ${seed}`);
      assert.match(code, /^[a-z-]+$/, `seed ${seed}`);
    }
    if (faults.length > 0) counts.refused += 1;
    else plan(withCurrentKeys(given) as RoutingProblem, seed);
  }
  counts.planned = PROBLEMS - counts.refused;
  assert.ok(counts.refused > PROBLEMS / 2, `only ${counts.refused} were refused`);
  assert.ok(counts.planned > PROBLEMS / 20, `only ${counts.planned} were planned`);
});

function plan(problem: RoutingProblem, seed: number): void {
  const made = explainUnassigned(problem, solve(problem, { iterations: 4, seed }));
  const { violations } = verifyPlan(problem, made);
  if (violations.length > 0) assert.ok(lockedBreakRules(problem), `seed ${seed}: ${JSON.stringify(violations)}`);
  for (const task of made.unassigned) assert.notEqual(task.reasons.length, 0, `seed ${seed}: ${task.type} ${task.id}`);
  if (seed % 20 === 0) assert.match(drawPlan(problem, made), /<\/svg>\n$/);
}

/** Whether what is locked can't be driven within the rules even alone: only then may a plan break any. */
function lockedBreakRules(problem: RoutingProblem): boolean {
  const locked = problem.vehicles.flatMap(({ steps = [] }) => steps.filter((step) => step.locked));
  const isLocked = (type: string, id: number) => locked.some((step) => step.type === type && step.id === id);
  const alone: RoutingProblem = {
    ...problem,
    vehicles: problem.vehicles.map((vehicle) => ({
      ...vehicle,
      steps: (vehicle.steps ?? []).filter((step) => step.locked),
    })),
    jobs: (problem.jobs ?? []).filter(({ id }) => isLocked('job', id)),
    shipments: (problem.shipments ?? []).filter(({ pickup }) => isLocked('pickup', pickup.id)),
  };
  return locked.length > 0 && verifyPlan(alone, solve(alone, { iterations: 4 })).violations.length > 0;
}
