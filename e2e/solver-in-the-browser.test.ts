import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join, normalize } from 'node:path';
import { stripTypeScriptTypes } from 'node:module';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type RoutingPlan, type RoutingProblem, solve } from '@baogong/solver';
import { forecastStock } from '@baogong/solver/forecast';
import { type Problem, replenish } from '@baogong/solver/replenishment';
import { openPage } from './support/browser.ts';

const solverFolder = join(dirname(fileURLToPath(import.meta.resolve('@baogong/solver'))), '..');
/** A function of the solver, by the file that exports it. */
type Call = { file: string; name: string; given: unknown[] };

for (const [name, problem] of [
  ['windows, capacity and one kind of vehicle', cityOf(120, {})],
  ['breaks, skills, two depots, shipments and open routes', cityOf(60, { rich: true })],
] as const) {
  test(`the same seed and iterations give the same plan on Node and in Chromium: ${name}`, async (t) => {
    const options = { iterations: 3_000, seed: 7 };
    const inPage = (await inChromium(t, {
      file: '/src/index.ts',
      name: 'solve',
      given: [problem, options],
    })) as RoutingPlan;
    const here = solve(problem, options);
    assert.equal(here.code, 0, JSON.stringify(here.error));
    assert.ok(here.routes.length > 1, 'a plan worth comparing');
    assert.deepEqual(withoutTimes(inPage), withoutTimes(here));
  });
}

test('the same readings give the same hours to empty on Node and in Chromium, to the last bit', async (t) => {
  const readings = Array.from({ length: 60 }, (_, hour) => ({
    at: hour * 60,
    quantity: 18_000_000 - 4_000 * hour ** 2,
  }));
  const question = { capacity: 20_000_000, readings, now: 60 * 60 };
  const inPage = await inChromium(t, { file: '/src/forecast/index.ts', name: 'forecastStock', given: [question] });
  const here = forecastStock(question);
  assert.ok(here.emptyAt?.p50, 'a forecast worth comparing');
  assert.deepEqual(withoutBuffers(inPage), withoutBuffers(here));
});

test('the same seed and iterations keep the same tanks full on Node and in Chromium, to the last bit', async (t) => {
  const given = [townOfTanks(8), { iterations: 10_000, seed: 7 }] as const;
  const inPage = (await inChromium(t, {
    file: '/src/replenishment/index.ts',
    name: 'replenish',
    given: [...given],
  })) as ReturnType<typeof replenish>;
  const here = replenish(...given);
  assert.ok(here.verdict.valid && here.verdict.operations > 8, 'a plan worth comparing');
  assert.deepEqual([inPage.plan, inPage.verdict], [here.plan, here.verdict]);
});

async function inChromium(t: TestContext, call: Call): Promise<unknown> {
  const page = await openPage(t, { url: await serveSolver(t) });
  await page.goto('/');
  return page.evaluate(async ({ file, name, given }: Call) => {
    const module = (await import(file)) as Record<string, (...values: unknown[]) => unknown>;
    return module[name]!(...given);
  }, call);
}

/** How long it took is the only thing that may differ. */
function withoutTimes(plan: RoutingPlan): unknown {
  const { computing_times: _, ...summary } = plan.summary;
  return withoutBuffers({ ...plan, summary });
}

/** As JSON carries it: typed arrays cross from the page as plain objects. */
function withoutBuffers(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer));
}

/** Serves the solver's sources with the types taken off: it has no dependencies, so a browser can load them as they are. */
async function serveSolver(t: TestContext): Promise<string> {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    if (path === '/') return response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>');
    const text = await readFile(join(solverFolder, path), 'utf8').catch(() => undefined);
    if (text === undefined || !path.endsWith('.ts')) return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': 'text/javascript' }).end(stripTypeScriptTypes(text));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A city of tasks around its centre, the same at each call. */
function cityOf(tasks: number, { rich = false }): RoutingProblem {
  let state = 12_345;
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  const places = Array.from({ length: tasks + 2 }, () => [random(6_000), random(6_000)] as const);
  const durations = places.map(([x, y]) => places.map(([u, v]) => Math.round(Math.hypot(x - u, y - v))));
  const window = (earliest = 0): [number, number] => {
    const from = earliest + random(14_000);
    return [from, from + 6_000];
  };
  const jobs = Array.from({ length: rich ? tasks - 20 : tasks }, (_, index) => ({
    id: index + 1,
    location_index: index + 2,
    service: 300,
    delivery: [1 + random(9)],
    time_windows: rich && index % 3 === 0 ? [[0, 5_000] as [number, number], window(6_000)] : [window()],
    ...(rich && index % 7 === 0 ? { skills: [1] } : {}),
  }));
  const shipments = Array.from({ length: rich ? 10 : 0 }, (_, index) => ({
    amount: [2],
    pickup: { id: 1_000 + index, location_index: tasks - 18 + index, service: 120 },
    delivery: { id: 1_000 + index, location_index: tasks - 8 + index, service: 120 },
  }));
  const vehicles = Array.from({ length: 14 }, (_, index) => ({
    id: index + 1,
    start_index: rich ? index % 2 : 0,
    ...(rich && index % 5 === 0 ? {} : { end_index: rich ? index % 2 : 0 }),
    capacity: [60],
    time_window: [0, 30_000] as [number, number],
    ...(rich && index % 2 === 0 ? { skills: [1] } : {}),
    ...(rich && index % 3 === 0 ? { breaks: [{ id: 1, time_windows: [[10_000, 14_000]], service: 1_800 }] } : {}),
  }));
  return { vehicles, jobs, shipments, matrices: { car: { durations } } } as RoutingProblem;
}

/** Tanks along a spiral around the base, which has its plant next door: four days, two lorries. */
function townOfTanks(count: number): Problem {
  const steps = 96;
  const always = [{ startMinute: 0, endMinute: steps * 60 }];
  const radii = [0, 5, ...Array.from({ length: count }, (_, at) => 15 + 9 * at)];
  const apart = radii.map((from) => radii.map((to) => Math.abs(from - to) + (from === to ? 0 : Math.min(from, to))));
  return {
    stepMinutes: 60,
    steps,
    travelMinutes: apart,
    distanceKm: apart.map((row) => row.map((each) => each * 1.1)),
    drivers: [0, 1].map((at) => ({
      id: `driver ${at}`,
      windows: always,
      trailers: [0, 1],
      restMinutes: 600,
      longestDrivingMinutes: 600,
      layoverMinutes: 600,
      layoverCost: 80,
      costPerMinute: 0.4,
    })),
    trailers: [0, 1].map((at) => ({ id: `lorry ${at}`, capacityKg: 16_000, initialKg: 3_000, costPerKm: 0.7 })),
    sources: [{ id: 'plant', setupMinutes: 30, trailers: [0, 1] }],
    customers: Array.from({ length: count }, (_, at) => ({
      id: `tank ${at}`,
      setupMinutes: 20,
      windows: always,
      trailers: [0, 1],
      layover: false,
      capacityKg: 4_000 + 300 * at,
      safetyKg: 600,
      initialKg: 2_500,
      minimumDropKg: 200,
      consumption: { p50: Array.from({ length: steps }, (__, hour) => 40 + ((7 * at + hour) % 24)) },
    })),
  };
}
