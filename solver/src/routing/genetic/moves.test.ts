import assert from 'node:assert/strict';
import { test } from 'node:test';
import { improveAcross } from '../../../kernel/genetic/across.ts';
import { lastChange } from '../../../kernel/genetic/judging.ts';
import { cheapestInTime } from '../../../kernel/genetic/insertion.ts';
import { search, startSearch } from '../../../kernel/genetic/local-search.ts';
import * as node from '../../../kernel/genetic/nodes.ts';
import * as plan from '../../../kernel/genetic/routes.ts';
import { ruinAndRecreate } from '../../../kernel/genetic/ruin-recreate.ts';
import { improveBySwaps, resetSwaps } from '../../../kernel/genetic/swap-star.ts';
import { improveVehicles } from '../../../kernel/genetic/vehicles.ts';
import { improveWithin } from '../../../kernel/genetic/within.ts';
import {
  assertSummedUp,
  begin,
  costOf,
  currentRoutes,
  lay,
  layRandomRoutes,
  LEAST_GAIN,
  LOAD_PENALTY,
  neighboursAcross,
  penalties,
  type Routes,
  WARP_PENALTY,
} from './kernel-plans.ts';
import { penalisedCost } from './random-model.ts';
import type { PlainRoutingModel } from './plain-routing-model.ts';

test('a move between routes is made when one of its kind is better, and changes the cost by what it says', () => {
  const kinds = tryAllPairs((routes, u, v) => neighboursAcross(routes, u, v), true);
  for (const kind of ['one', 'two', 'two turned', 'tails', '1-1', '2-1', '2-2']) assert.ok(kinds.has(kind), kind);
});

test('a move within a route is made when one of its kind is better, and changes the cost by what it says', () => {
  const kinds = tryAllPairs((routes, u, v) => neighboursWithin(routes, u, v), false);
  for (const kind of ['one', 'two', 'two turned', 'turn', '1-1', '2-1', '2-2']) assert.ok(kinds.has(kind), kind);
});

test('swaps to the best places of two routes make the plan cheaper by what they say', () => {
  let made = 0;
  for (let seed = 1; seed <= 150; seed++) {
    const model = seed % 2 === 0 ? begin(seed, 14, 4) : begin(seed, 14, 1, 4);
    layRandomRoutes(model, seed);
    resetSwaps();
    const before = costOf(model);
    if (!improveBySwaps()) continue;
    made += 1;
    assert.ok(costOf(model) < before - LEAST_GAIN);
    assertSummedUp(model);
  }
  assert.ok(made > 50, `${made}`);
});

test('a route goes to the vehicle of another depot where that is cheaper, and changes the cost by what it says', () => {
  let made = 0;
  for (let seed = 1; seed <= 100; seed++) {
    const model = begin(seed, 12, 2, 3);
    layRandomRoutes(model, seed);
    const before = costOf(model);
    plan.countMove();
    if (!improveVehicles()) continue;
    made += 1;
    assert.ok(costOf(model) < before - LEAST_GAIN);
    assertSummedUp(model);
  }
  assert.ok(made > 50, `${made}`);
});

test('a descent ends with every client in one route and sums that hold', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const model = seed % 2 === 0 ? begin(seed, 25, 6) : begin(seed, 25, 2, 3);
    layRandomRoutes(model, seed);
    const before = costOf(model);
    startSearch(seed % 2 === 0);
    while (search(10) === 0);
    assert.ok(costOf(model) <= before);
    assert.deepEqual(
      currentRoutes(model)
        .flat()
        .sort((a, b) => a - b),
      Array.from({ length: 25 }, (_, i) => i + 1),
    );
    assertSummedUp(model);
  }
});

test('the cheapest place in time is the one that trying all places finds', () => {
  let found = 0;
  let best = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const model = seed % 2 === 0 ? begin(seed, 16, 5) : begin(seed, 16, 2, 3);
    plan.clearRoutes();
    for (let client = 1; client <= 16; client++) {
      const before = cheapestInTime(client, true);
      const least = Math.min(...placesInTime(model, currentRoutes(model), client));
      if (before < 0) {
        if (least < Infinity) found += 1;
        continue;
      }
      const cost = costOf(model);
      const after = node.next(before);
      node.link(before, client);
      node.link(client, after);
      plan.updateRoute(node.nodes[(before << 4) + node.ROUTE]!);
      assert.ok(costOf(model) - cost >= least);
      found += 1;
      if (costOf(model) - cost === least) best += 1;
    }
  }
  // One place in a hundred is passed over on purpose.
  assert.ok(found > 400 && best < found && best > 0.95 * found, `${best} of ${found}`);
});

test('ruin and recreate changes the cost by what it says, and keeps the limits', () => {
  let accepted = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const model = seed % 2 === 0 ? begin(seed, 30, 30) : begin(seed, 30, 30, 2);
    plan.clearRoutes();
    const alone = Array.from({ length: 30 }, (_, i) => [i + 1]).filter((route) => penalties(model, [route]) === 0);
    if (alone.length < 30) continue;
    lay(alone);
    let cost = costOf(model);
    for (let i = 0; i < 200; i++) {
      const change = ruinAndRecreate(5, 2);
      if (change !== 0) accepted += 1;
      cost += change;
      assert.ok(Math.abs(costOf(model) - cost) < 1e-6);
      assert.equal(penalties(model, currentRoutes(model)), 0);
    }
    assertSummedUp(model);
  }
  assert.ok(accepted > 100, `${accepted}`);
});

/** Tries every pair of clients of random plans, and compares with what all neighbours written out in full promise. */
function tryAllPairs(
  neighbours: (routes: Routes, u: number, v: number) => [string, Routes][],
  across: boolean,
): Set<string> {
  const kinds = new Set<string>();
  for (let seed = 1; seed <= 80; seed++) {
    const routesOf = across ? 3 : 2;
    const model = seed % 2 === 0 ? begin(seed, 9, routesOf) : begin(seed, 9, 1, routesOf);
    layRandomRoutes(model, seed);
    for (let u = 1; u <= 9; u++) {
      for (let v = 1; v <= 9; v++) {
        const routes = currentRoutes(model);
        const same = routes.some((route) => route.includes(u) && route.includes(v));
        if (u === v || same === across) continue;
        const before = costOf(model);
        const better = neighbours(routes, u, v).filter(([, other]) => costOfRoutes(model, other) < before - LEAST_GAIN);
        const improved = across ? improveAcross(u, v) : improveWithin(u, v);
        assert.equal(improved, better.length > 0, `${seed}: ${u} to ${v}`);
        if (!improved) continue;
        assert.ok(Math.abs(costOf(model) - before - lastChange) < 1e-6);
        const now = JSON.stringify(currentRoutes(model));
        for (const [kind, other] of better) if (JSON.stringify(other) === now) kinds.add(kind);
        assertSummedUp(model);
        layRandomRoutes(model, seed * 100 + u * 10 + v);
      }
    }
  }
  return kinds;
}

function costOfRoutes(model: PlainRoutingModel, routes: Routes): number {
  return penalisedCost(model, routes, LOAD_PENALTY, WARP_PENALTY);
}

function neighboursWithin(routes: Routes, u: number, v: number): [string, Routes][] {
  const own = routes.find((route) => route.includes(u))!;
  const i = own.indexOf(u);
  const j = own.indexOf(v);
  const x = own[i + 1];
  const y = own[j + 1];
  const changed = (route: number[]): Routes => routes.map((other) => (other === own ? route : other));
  const moved = (part: number[]): number[] => {
    const rest = own.filter((client) => !part.includes(client));
    return rest.toSpliced(rest.indexOf(v) + 1, 0, ...part);
  };
  const swapped = (first: number[], second: number[]): Routes[] => {
    if (first.some((client) => second.includes(client)) || Math.abs(i - j) === (i < j ? first : second).length)
      return [];
    const marked = own.flatMap((client) => {
      if (client === first[0]) return second;
      if (client === second[0]) return first;
      return first.includes(client) || second.includes(client) ? [] : [client];
    });
    return [changed(marked)];
  };
  const result: [string, Routes][] = [];
  const named = (kind: string, found: Routes[]) =>
    result.push(...found.map((other): [string, Routes] => [kind, other]));
  const isPrevious = j === i - 1;
  if (!isPrevious) named('one', [changed(moved([u]))]);
  if (i + 1 < j)
    named('turn', [changed([...own.slice(0, i + 1), ...own.slice(i + 1, j + 1).reverse(), ...own.slice(j + 1)])]);
  if (u < v) named('1-1', swapped([u], [v]));
  if (x === undefined) return result;
  if (!isPrevious && v !== x) named('two', [changed(moved([u, x]))]);
  if (!isPrevious && v !== x) named('two turned', [changed(moved([x, u]))]);
  named('2-1', swapped([u, x], [v]));
  if (y !== undefined && u < v) named('2-2', swapped([u, x], [v, y]));
  return result;
}

function placesInTime(model: PlainRoutingModel, routes: Routes, client: number): number[] {
  const before = penalisedCost(model, routes, 0, 0);
  return routes.flatMap((route, index) =>
    Array.from({ length: route.length + 1 }, (_, position) => {
      const changed = routes.with(index, route.toSpliced(position, 0, client));
      return penalties(model, changed) > 0 ? Infinity : penalisedCost(model, changed, 0, 0) - before;
    }),
  );
}
