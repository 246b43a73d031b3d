import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomProblem } from '../../testing/random-problem.ts';
import { createRounds } from './rounds.ts';
import { solve, solveInSteps } from './solve.ts';
import { verifyPlan } from './verify/verify.ts';

test('searches that exchange their best end with sound plans, no worse than what was offered', () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const problem = randomProblem(seed);
    const [one, other] = [1, 2].map((own) => createRounds(problem, own, () => 0));
    const first = one!.run({ from: 0, to: 0.5, iterations: 1 });
    const ahead = other!.run({ from: 0, to: 0.5, iterations: 40 });
    const found = one!.run({ from: 0.5, to: 1, iterations: 3 }, ahead);
    // Prices of absent tasks are large: sums that come about in another order differ behind the point.
    assert.ok(found.cost <= Math.min(first.cost, ahead.cost) + 1e-3, `seed ${seed}`);
    assert.equal(found.iterations, 4);
    assert.deepEqual(verifyPlan(problem, one!.plan()).violations, [], `seed ${seed}`);
  }
});

test('a round that ends by the clock ends in time', () => {
  let time = 0;
  const rounds = createRounds(randomProblem(7), 1, () => (time += 4));
  const { iterations } = rounds.run({ from: 0, to: 1, until: 100 });
  assert.ok(iterations > 0 && time < 250, `${iterations} iterations until ${time}`);
});

test('one search in one round of iterations does what solve does', () => {
  const problem = randomProblem(11);
  const rounds = createRounds(problem, 5, () => 0);
  rounds.run({ from: 0, to: 1, iterations: 200 });
  assert.deepEqual(rounds.plan().routes, solve(problem, { iterations: 200, seed: 5 }).routes);
});

test('a search that is told to stop ends with a sound plan, and pauses change nothing', () => {
  const problem = randomProblem(11);
  let asked = 0;
  const stopped = solve(problem, { iterations: 1e9, seed: 5, now: () => 0, stop: () => (asked += 1) > 3 });
  assert.equal(stopped.summary.iterations, 192, 'three chunks');
  assert.deepEqual(verifyPlan(problem, stopped).violations, []);
  const rounds = createRounds(
    problem,
    5,
    () => 0,
    () => true,
  );
  const found = rounds.run({ from: 0, to: 0.1, iterations: 1e9 });
  assert.equal(found.iterations, 0);
  assert.ok(Number.isFinite(found.cost), 'what is there is told, early as it is');
  let [time, pauses] = [0, 0];
  const steps = solveInSteps(problem, { iterations: 200, seed: 5, now: () => (time += 1000) });
  for (let step = steps.next(); ; step = steps.next(), pauses += 1) {
    if (!step.done) continue;
    assert.deepEqual(step.value.routes, solve(problem, { iterations: 200, seed: 5 }).routes);
    break;
  }
  assert.ok(pauses > 3);
});
