import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { test } from 'node:test';
import { costOfRoutes, dimacs, problemOf, statedCost, thousandths } from './solver-instance.ts';
import { readLiLim } from './solver-li-lim.ts';
import { dataFolder, readInstance, type SetName, sets } from './solver-sets.ts';
import { readSolution, readVrplib } from './solver-vrplib.ts';

const shipped = dataFolder(undefined);
const besides = resolve(import.meta.dirname, '../../../shared/data/bench');
const folders = [shipped, besides].filter((folder) => existsSync(folder));

test('every published solution costs exactly what it states', () => {
  const found = folders.flatMap((folder) => globSync(join(folder, '{vrptw/*,sdvrptw,mdvrptw,hfvrp}/*.sol')));
  const solutions = new Map(found.map((path) => [path.split('/').slice(-2).join('/'), path])).values().toArray();
  assert.ok(solutions.length >= 40, `only ${solutions.length} solutions were found`);
  for (const path of solutions) {
    const file = readVrplib(readFileSync(path.replace(/sol$/, 'vrp'), 'utf8'));
    const solution = readSolution(readFileSync(path, 'utf8'));
    const convention = path.includes('vrptw/gh') || path.includes('solomon') ? dimacs : thousandths;
    const cost = costOfRoutes(problemOf(file, convention), solution);
    const stated = statedCost(file, solution, convention);
    // With two decimals it was costed by unrounded distances: hundreds of legs differ by up to half a thousandth each. Else only binary fractions do.
    const rounding = solution.decimals === 2 ? stated * 1e-6 : 1e-3;
    assert.ok(Math.abs(cost - stated) <= rounding, `${basename(path)} costs ${cost}, states ${stated}`);
  }
});

test('every instance of every set can be read and knows its best cost', () => {
  for (const [name, set] of Object.entries(sets))
    for (const instance of set.quick) {
      const { problem, bestKnown, bestVehicles } = readInstance(shipped, name as SetName, instance);
      assert.ok(bestKnown > 0 && bestVehicles <= problem.vehicles.length, instance);
      assert.ok(set.full.includes(instance as never), `${instance} is not of the full set`);
    }
});

test('a pair of pick-up and delivery is one shipment with both windows', () => {
  const problem = readLiLim('2 10 1\n0 0 0 0 0 100 0 0 0\n1 3 4 5 10 20 1 0 2\n2 0 8 -5 30 40 2 1 0\n');
  assert.deepEqual(problem.shipments, [
    {
      amount: [5],
      pickup: { id: 1, location_index: 1, service: 1000, time_windows: [[10_000, 20_000]] },
      delivery: { id: 2, location_index: 2, service: 2000, time_windows: [[30_000, 40_000]] },
    },
  ]);
  assert.equal(problem.vehicles.length, 2);
  assert.equal((problem.matrices!.car!.durations as Int32Array)[1], 5000);
});
