import assert from 'node:assert/strict';
import { servedBy } from '../../../kernel/genetic/along.ts';
import { bestClass, classFor, NO_VEHICLE, priceWith, take, vehiclesLeft } from '../../../kernel/genetic/classes.ts';
import * as sources from '../../../kernel/genetic/index.ts';
import { createInsertion } from '../../../kernel/genetic/insertion.ts';
import { createSearch } from '../../../kernel/genetic/local-search.ts';
import * as node from '../../../kernel/genetic/nodes.ts';
import { setPenalties } from '../../../kernel/genetic/prices.ts';
import { setAdjacent, setNeighbours } from '../../../kernel/genetic/problem.ts';
import * as plan from '../../../kernel/genetic/routes.ts';
import { createRuin } from '../../../kernel/genetic/ruin-recreate.ts';
import { seedRandom } from '../../../kernel/base/random.ts';
import { layDown } from './genetic-search.ts';
import { kernelOfSources } from './kernel.ts';
import { classesOf, classesOfVehicles, penalisedCost, randomModel, randomSource } from './random-model.ts';
import type { PlainRoutingModel } from './plain-routing-model.ts';

/** Plans in the kernel's sources, for tests of its moves. */

export const LEAST_GAIN = 0.01;
export const LOAD_PENALTY = 7;
export const WARP_PENALTY = 0.75;
export type Routes = number[][];

/** Makes a random model the kernel's. */
export function begin(seed: number, clients: number, vehicles: number, depots: number = 1): PlainRoutingModel {
  return beginWith(randomModel(seed, clients, vehicles, depots), seed);
}

export function beginWith(model: PlainRoutingModel, seed: number): PlainRoutingModel {
  const { clients } = layDown(kernelOfSources(sources), model);
  seedRandom(seed);
  setNeighbours(clients);
  setAdjacent(clients);
  plan.createRoutes();
  setPenalties(LOAD_PENALTY, WARP_PENALTY);
  createInsertion();
  createSearch();
  createRuin();
  return model;
}

export function layRandomRoutes(model: PlainRoutingModel, seed: number): void {
  const next = randomSource(seed + 77);
  const vehicles = classesOfVehicles(model).length;
  const routes: Routes = Array.from({ length: vehicles }, () => []);
  for (let client = 1; client <= clientsOf(model); client++) {
    const route = routes[Math.floor(next() * vehicles)]!;
    route.splice(Math.floor(next() * (route.length + 1)), 0, client);
  }
  lay(routes);
}

export function lay(routes: Routes): void {
  plan.clearRoutes();
  for (const [index, route] of routes.entries()) {
    const nodes = [node.startOf(index), ...route, node.endOf(index)];
    for (let i = 1; i < nodes.length; i++) node.link(nodes[i - 1]!, nodes[i]!);
    plan.updateRoute(index);
  }
}

export function currentRoutes(model: PlainRoutingModel): Routes {
  return classesOfVehicles(model).map((_, index) => {
    const route: number[] = [];
    for (let at = node.next(node.startOf(index)); at <= clientsOf(model); at = node.next(at)) route.push(at);
    return route;
  });
}

/** By route the class of its vehicle; −1 of empty routes where classes are told apart. */
export function currentClasses(model: PlainRoutingModel): number[] {
  return classesOfVehicles(model).map((_, index) => classFor(index));
}

export function clientsOf(model: PlainRoutingModel): number {
  return model.loads.length - model.fleets.length;
}

export function costOf(model: PlainRoutingModel): number {
  return penalisedCost(model, currentRoutes(model), LOAD_PENALTY, WARP_PENALTY, currentClasses(model));
}

export function penalties(model: PlainRoutingModel, routes: Routes): number {
  return penalisedCost(model, routes, 1, 1) - penalisedCost(model, routes, 0, 0);
}

export function assertSummedUp(model: PlainRoutingModel): void {
  const sum = plan.totalCost() + LOAD_PENALTY * plan.totalExcess() + WARP_PENALTY * plan.totalWarp();
  assert.ok(Math.abs(sum - costOf(model)) < 1e-6);
}

/** What moves that bring u next to v, of another route, make of the routes. */
export function neighboursAcross(routes: Routes, u: number, v: number): [string, Routes][] {
  const one = routes.find((route) => route.includes(u))!;
  const other = routes.find((route) => route.includes(v))!;
  const i = one.indexOf(u);
  const j = other.indexOf(v);
  const changed = (a: number[], b: number[]): Routes =>
    routes.map((route) => (route === one ? a : route === other ? b : route));
  const without = (count: number, put: number[] = []) => one.toSpliced(i, count, ...put);
  const result: [string, Routes][] = [
    ['one', changed(without(1), other.toSpliced(j + 1, 0, u))],
    [
      'tails',
      changed([...one.slice(0, i + 1), ...other.slice(j + 1)], [...other.slice(0, j + 1), ...one.slice(i + 1)]),
    ],
  ];
  const x = one[i + 1];
  const y = other[j + 1];
  if (u < v) result.push(['1-1', changed(without(1, [v]), other.toSpliced(j, 1, u))]);
  if (x === undefined) return result;
  result.push(['two', changed(without(2), other.toSpliced(j + 1, 0, u, x))]);
  result.push(['two turned', changed(without(2), other.toSpliced(j + 1, 0, x, u))]);
  result.push(['2-1', changed(without(2, [v]), other.toSpliced(j, 1, u, x))]);
  if (y !== undefined && u < v) result.push(['2-2', changed(without(2, [v, y]), other.toSpliced(j, 2, u, x))]);
  return result;
}

/** Lays a plan of a mixed fleet at random: each client into a route whose vehicle, or a free one, may serve it. */
export function layInTurn(model: PlainRoutingModel, seed: number): void {
  const next = randomSource(seed + 77);
  plan.clearRoutes();
  for (let client = 1; client <= clientsOf(model); client++) {
    const start = Math.floor(next() * classesOfVehicles(model).length);
    insertSomewhere(model, client, start);
  }
}

function insertSomewhere(model: PlainRoutingModel, client: number, start: number): void {
  const routes = currentRoutes(model);
  for (let i = 0; i < routes.length; i++) {
    const index = (start + i) % routes.length;
    const served = servedBy[index]! & (model.mayServe?.[client] ?? -1);
    const size = routes[index]!.length;
    const load = plan.routeLoad[index]! + model.loads[client]!;
    if (priceWith(index, size + 1, load, plan.routeSteps[index]!, served, -1) >= NO_VEHICLE) continue;
    const which = bestClass;
    const after = routes[index]![0] ?? node.endOf(index);
    node.link(node.startOf(index), client);
    node.link(client, after);
    if (which !== classFor(index)) take(index, which);
    plan.updateRoute(index);
    return;
  }
  assert.fail('no vehicle may serve it');
}

/** The fleet that a route's vehicle is of. */
export function fleetOfRoute(model: PlainRoutingModel, route: number): number {
  let beyond = 0;
  return model.fleets.findIndex(({ classes }) => {
    beyond += classes.reduce((sum, { vehicles }) => sum + vehicles, 0);
    return route < beyond;
  });
}

/** Sums hold, no vehicle is used twice, and whoever is served may be. */
export function assertKept(model: PlainRoutingModel): void {
  assertSummedUp(model);
  const used = currentClasses(model);
  for (const [which, { vehicles }] of classesOf(model).entries()) {
    const count = used.filter((each) => each === which).length;
    assert.ok(count <= vehicles);
    assert.equal(vehiclesLeft[which], vehicles - count);
  }
  assert.ok(costOf(model) < Infinity);
}
